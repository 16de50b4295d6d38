import test from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { isFull } from "../support/full.ts";
import { assertAudited, assertConsistent } from "../support/inspection.ts";
import type { Verb } from "../support/sink-session.ts";
import { startAlice, startCentre } from "./centre.ts";
import { assertSentOnce, type Draft, sent, writeDraft } from "./drafts.ts";

// reliability.md 2.7 and 6: longer than the lease by which a process holds its roles and its deliveries.

const frozenMs = 13_000;
/** As many as there are connections to a next hop. */
const verbs: readonly Verb[] = ["greeting", "mail", "rcpt", "data", "dot"];

test("a server that freezes at every stage of a send, and wakes up behind its lease, sends each mail once", {
  skip: isFull ? false : "POSTROOM_FAULTS=full freezes it",
}, async (t) => {
  const centre = await startCentre(t);
  const { server, sink, sam } = centre;
  const alice = await startAlice(t, centre);
  const drafts: Draft[] = [];
  const gate = Promise.withResolvers<void>();
  for (const verb of verbs) {
    const draft = await writeDraft(t, centre, alice);
    sink.fail(verb, { kind: "hold", until: gate.promise }, 1);
    const reached = sink.reached(verb);
    await sent(draft);
    await reached;
    await alice.does(draft.original, "Complete");
    drafts.push(draft);
  }
  const { pid } = server.ready();
  process.kill(pid, "SIGSTOP");
  await pause(frozenMs);
  // What the next hop says now waits for the server, or is said while it wakes up.
  gate.resolve();
  process.kill(pid, "SIGCONT");
  for (const draft of drafts) await assertSentOnce(centre, draft);
  await alice.tidy();
  await assertAudited(server, sam);
  await assertConsistent(server);
});
