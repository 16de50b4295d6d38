import type { Working } from "../support/agents.ts";

/** An agent at work, and the shelf of the drafts. */
export type Desk = { readonly agent: Working; readonly shelf: string };

/** Logs the agent in. */
export async function opened(agent: Working): Promise<Desk> {
  await agent.ask("POST", "/me", { operationName: "StartContactCenterSession", channels: ["email"] });
  const { workbins }: { workbins: readonly { readonly id: string; readonly name: string }[] } = JSON.parse(
    await agent.ask("GET", "/me/workbins?fields=*"),
  );
  return { agent, shelf: workbins.find(({ name }) => name === "draft")?.id ?? "" };
}

type Span = {
  readonly forMs: number;
  /** Between two operations of an agent, on the average; 0: none. */
  readonly pauseMs: number;
};

/** All of them make drafts, work on them and drop them, until the time is over: how long each operation took, and all of them together. */
export async function lives(
  desks: readonly Desk[],
  { forMs, pauseMs }: Span,
): Promise<{ readonly took: readonly number[]; readonly ms: number }> {
  const took: number[] = [];
  const begun = performance.now();
  const isOver = () => performance.now() - begun > forMs;
  const pause = () => new Promise((resolve) => setTimeout(resolve, pauseMs * 2 * Math.random()));
  await Promise.all(
    desks.map(async (desk) => {
      let draft: string | undefined;
      for (let step = 0; !isOver(); step = (step + 1) % steps.length) {
        if (pauseMs > 0) await pause();
        const [path, body] = steps[step]?.(draft, desk) ?? ["", {}];
        const asked = performance.now();
        const answer = await desk.agent.ask("POST", path, body);
        took.push(performance.now() - asked);
        draft = /"interactionId":"(\w+)"/.exec(answer)?.[1] ?? draft;
      }
    }),
  );
  return { took, ms: performance.now() - begun };
}

type Step = (draft: string | undefined, desk: Desk) => readonly [path: string, body: object];

const onDraft =
  (operationName: string, more: object = {}): Step =>
  (draft) => [`/me/emails/${draft}`, { operationName, ...more }];

const email = { to: ["ann@customer.test"], subject: "Order 4711", text: "It leaves tomorrow.\n".repeat(20) };

/** A draft's life but for the sending. */
const steps: readonly Step[] = [
  () => ["/me/emails", { operationName: "Create", queueName: "email-drafts" }],
  onDraft("Save", { email }),
  onDraft("AddComment", { comment: "called her" }),
  onDraft("UpdateUserData", { userData: { Topic: "Shipping" } }),
  onDraft("SetInFocus"),
  onDraft("PlaceInWorkbin"),
  (draft, { shelf }) => [`/me/workbins/${shelf}`, { operationName: "PullEmail", id: draft }],
  onDraft("Cancel"),
];
