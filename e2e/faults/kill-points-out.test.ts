import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import type { Agent } from "../support/agent.ts";
import { attach, someBytes } from "../support/attachments.ts";
import type { Heard } from "../support/cometd.ts";
import { eventually } from "../support/eventually.ts";
import { isFull } from "../support/full.ts";
import { assertAudited, assertConsistent, deliveryOf, everyInteraction, untilQuiet } from "../support/inspection.ts";
import type { Verb } from "../support/sink-session.ts";
import { type Centre, killAndRestart, startAlice, startCentre, tidy } from "./centre.ts";
import { assertSentOnce, copies, type Draft, sent, writeDraft } from "./drafts.ts";

// kill -9 on the way of an answer from its Send to the next hop. One centre goes through all of it, as a real one would.

/** More than what the kernel holds on its way through a connection: its end, and its dot, are not written while the next hop reads nothing. */
const bodyBytes = 8_388_608;

/** It lies in the sender's `failed` workbin with its reason, and the reason is in its history. wire.md 4.4 */
async function assertUnknown({ sam }: Centre, alice: Agent, draft: Draft): Promise<void> {
  // What a dead process left is settled beside the start, not before it.
  const { attempts } = await eventually(
    () => deliveryOf(sam, draft.id),
    ({ state }) => state === "unknown",
    5_000,
  );
  const last = attempts.at(-1);
  assert.equal(last?.outcome, "unknown");
  assert.match(last?.text ?? "", /\w+ \w+/, "a reason");
  const row = (await everyInteraction(sam)).find(({ id }) => id === draft.id);
  assert.deepEqual([row?.state, row?.workbin, row?.delivery?.state], ["InWorkbin", "failed", "unknown"]);
  assert.equal((await alice.sees(draft.id)).state, "InWorkbin");
  const { history } = (await alice.client.get(`/me/interactions/${draft.id}/history`)).body as {
    history: readonly { to: { state: string }; why?: string }[];
  };
  assert.match(history.findLast(({ to }) => to.state === "InWorkbin")?.why ?? "", /^delivery unknown: /);
}

test("a server that is killed on the way out loses nothing and doubles nothing", async (t) => {
  const centre = await startCentre(t);
  const { sink, sam, server } = centre;
  const alice = await startAlice(t, centre);
  const settled = async (): Promise<void> => {
    await tidy(centre, alice);
    await assertAudited(server, sam);
  };
  /** Sends one for each verb, kills the server when the next hop is at all of them and holds its answers, starts it again. */
  const killedAt = async (t: TestContext, ...verbs: readonly Verb[]): Promise<readonly Draft[]> => {
    const drafts: Draft[] = [];
    const gate = Promise.withResolvers<void>();
    for (const verb of verbs) {
      const draft = await writeDraft(t, centre, alice);
      if (verb === "body") await attach(alice.client, `/me/interactions/${draft.id}`, { bytes: someBytes(bodyBytes) });
      sink.fail(verb, { kind: "hold", until: gate.promise }, 1);
      const reached = sink.reached(verb);
      await sent(draft);
      await reached;
      drafts.push(draft);
    }
    await server.kill();
    gate.resolve();
    await server.restart();
    return drafts;
  };

  for (const waitMs of isFull ? [0, 5] : [5]) {
    await t.test(`inside Send, after ${waitMs} ms: repeated with its key it is sent, and once`, async (t) => {
      const draft = await writeDraft(t, centre, alice);
      const lost = draft.send().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      await killAndRestart(centre);
      await lost;
      await sent(draft);
      await assertSentOnce(centre, draft);
      await settled();
    });
  }

  await t.test("after Send's answer, before anything was said to the next hop: it goes out once", async (t) => {
    const draft = await writeDraft(t, centre, alice);
    const gate = Promise.withResolvers<void>();
    sink.fail("greeting", { kind: "hold", until: gate.promise });
    await sent(draft);
    await server.kill();
    sink.heal();
    gate.resolve();
    await server.restart();
    await assertSentOnce(centre, draft);
    await settled();
  });

  const [atMail, atDot, atBody] = await killedAt(t, "mail", "dot", "body");
  assert.ok(atMail !== undefined && atBody !== undefined && atDot !== undefined);
  await t.test("at the next hop's mail: it goes out once", () => assertSentOnce(centre, atMail));
  await t.test("at the next hop's body: it goes out once", () => assertSentOnce(centre, atBody));
  const assertNeverAgain = async (): Promise<void> => {
    await assertUnknown(centre, alice, atDot);
    assert.ok((await copies(centre, atDot)) <= 1);
  };
  await t.test(
    "at the dot, before its reply: it is unknown, in the sender's failed workbin, and never sent again",
    async () => {
      await assertNeverAgain();
      await settled();
      await assertNeverAgain();
    },
  );

  await t.test(
    "kill_between_250_and_commit: right after the next hop's 250 it is sent or unknown, and there once",
    async (t) => {
      const draft = await writeDraft(t, centre, alice);
      const before = sink.mails.length;
      const taken = sink.until(before + 1);
      await sent(draft);
      await taken;
      await killAndRestart(centre);
      await untilQuiet(centre.http);
      await assertNeverAgain();
      if ((await deliveryOf(sam, draft.id)).state !== "sent") await assertUnknown(centre, alice, draft);
      assert.equal(await copies(centre, draft), 1);
      await settled();
    },
  );

  await t.test(
    "a reply that is lost while the server lives: unknown, and the sender is told by an Error",
    async (t) => {
      const draft = await writeDraft(t, centre, alice);
      sink.fail("dot", { kind: "lose-reply" }, 1);
      await sent(draft);
      const told = await alice.hears(draft.id, "InWorkbin", ({ notificationType }) => notificationType === "Error");
      const isTheSame = ({ data }: Heard) => data["id"] === draft.id && data["version"] === told.version;
      assert.match(String(alice.listener.heard.find(isTheSame)?.data["errorMessage"]), /^delivery unknown: /);
      await assertUnknown(centre, alice, draft);
      assert.equal(await copies(centre, draft), 1);
      await settled();
    },
  );

  await assertConsistent(server);
});
