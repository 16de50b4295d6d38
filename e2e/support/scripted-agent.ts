import { randomUUID } from "node:crypto";
import type { TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type { Listener } from "./cometd.ts";
import type { Dialect, Seen } from "./dialect.ts";
import { type Answer, type Client, logIn } from "./http.ts";
import { insist } from "./insist.ts";

/**
 * An agent that never gives up: accepts what is offered, replies, sends, completes. Every write carries an `Idempotency-Key` and is
 * repeated with it until its answer is definite (wire.md 1.4, 1.9).
 */
export type ScriptedAgent = {
  /** Draft whose Send answered ok → the original that it answers. */
  readonly sent: ReadonlyMap<string, string>;
  readonly completed: ReadonlySet<string>;
  /** Definite refusals of what had to go through. */
  readonly refused: readonly string[];
  /** Requests whose answer was lost or said that nothing was applied, by status; 0 is a broken connection. */
  readonly repeated: ReadonlyMap<number, number>;
  /** Requests that reached a server and had no answer from it. */
  readonly cut: readonly string[];
  /** Ends after the e-mail in hand. */
  readonly stop: () => Promise<void>;
};

export type ScriptedAgentOptions = {
  readonly client: Client;
  readonly dialect: Dialect;
  /** Looks whenever this one was told something or had to shake hands anew (wire.md 3.5); without it, every `lookMs`. */
  readonly listener?: Listener;
};

const lookMs = 100;

/** Logs in, and works until the test ends. */
export async function startScriptedAgent(t: TestContext, options: ScriptedAgentOptions): Promise<ScriptedAgent> {
  const { client, dialect, listener } = options;
  const path = `/me/${dialect.resource}`;
  const sent = new Map<string, string>();
  const completed = new Set<string>();
  const refused: string[] = [];
  const repeated = new Map<number, number>();
  const cut: string[] = [];
  let isOver = false;

  const asking = (id: string, operationName: string, key: string, parameters = {}): Promise<Answer> =>
    insist(client, `${path}/${id}`, {
      ...{ key, body: { operationName, ...parameters } },
      lost(status, code) {
        repeated.set(status, (repeated.get(status) ?? 0) + 1);
        if (status === 0 && code !== "ECONNREFUSED") cut.push(`${operationName} of ${id}: ${code}`);
        if (isOver) throw new Error(`${operationName} of ${id} was never answered`);
      },
    });
  const done = async (...asked: Parameters<typeof asking>): Promise<Answer | undefined> => {
    const answer = await asking(...asked);
    if (answer.status === 200) return answer;
    refused.push(`${asked[1]} of ${asked[0]}: ${answer.text}`);
    return undefined;
  };
  const answerMail = async (id: string): Promise<void> => {
    const reply = await done(id, "Reply", `reply-${id}`, { subjectPrefix: "Re: ", quoteOriginal: true });
    if (reply === undefined) return;
    const draft = String(reply.body["replyInteractionId"]);
    const content = { [dialect.container]: { text: `An answer to ${id}.` } };
    if ((await done(draft, "Send", `send-${draft}`, content)) === undefined) return;
    sent.set(draft, id);
    if ((await done(id, "Complete", `complete-${id}`)) !== undefined) completed.add(id);
  };
  const take = async ({ id, state }: Seen): Promise<void> => {
    // An invitation can have expired meanwhile, so that a refusal is no loss; each is accepted under a key of its own.
    if (state === "Invited" && (await asking(id, "Accept", randomUUID())).status !== 200) return;
    if (state === "Invited" || state === "Processing") await answerMail(id);
  };
  const held = async (): Promise<readonly Seen[]> => {
    const answer = await client.get(`${path}?fields=*`).catch(() => undefined);
    return answer?.status === 200 ? dialect.all(answer.body) : [];
  };
  const work = async (): Promise<void> => {
    const news = newsOf(listener);
    while (!isOver) {
      for (const email of await held()) if (!isOver) await take(email);
      await news();
    }
  };

  await logIn(client);
  const working = work();
  const stop = async (): Promise<void> => {
    isOver = true;
    await working;
  };
  // What goes wrong here is told by the test; a hook that fails would keep those behind it from ending.
  t.after(() => stop().catch(() => undefined));
  return { sent, completed, refused, repeated, cut, stop };
}

/** Resolves when it is time to look again. */
function newsOf(listener: Listener | undefined): () => Promise<void> {
  if (listener === undefined) return () => pause(lookMs);
  const mark = () => `${listener.handshakes()} ${listener.heard.length}`;
  let seen = "";
  return async () => {
    const endsAt = performance.now() + 20 * lookMs;
    while (mark() === seen && performance.now() < endsAt) await pause(lookMs / 5);
    seen = mark();
  };
}
