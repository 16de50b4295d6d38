import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { belongsTo, decideThread, type ThreadHit, type ThreadingFacts } from "./threading.ts";

const dayMs = 86_400_000;
const hit = (over: Partial<ThreadHit> = {}): ThreadHit => ({
  id: "<a@x>",
  thread: "T1",
  interaction: "I1",
  participants: ["ann@customer.test"],
  subject: "Order 4711",
  lastActivityAt: 0,
  ...over,
});
const facts = (over: Partial<ThreadingFacts> = {}): ThreadingFacts => ({
  references: ["<a@x>"],
  inReplyTo: [],
  hits: [hit()],
  sender: "Ann@Customer.test",
  isForged: false,
  subject: "Re: Order 4711",
  now: dayMs,
  threadWindowMs: 365 * dayMs,
  ...over,
});

test("a participant's answer joins the thread, with the answered mail as parent", () => {
  assert.deepEqual(decideThread(facts()), {
    kind: "joined",
    thread: "T1",
    parent: "I1",
    because: { rule: "references", evidence: "<a@x>", flags: [] },
  });
});

test("the first known id decides, References before In-Reply-To", () => {
  const hits = [hit({ id: "<z@x>", thread: "T9" }), hit({ id: "<b@x>", thread: "T2" })];
  const joined = decideThread(facts({ references: ["<c@x>", "<b@x>"], inReplyTo: ["<z@x>"], hits }));
  assert.equal(joined.kind === "joined" && joined.thread, "T2");
  const replied = decideThread(facts({ references: ["<c@x>"], inReplyTo: ["<z@x>"], hits }));
  assert.equal(replied.kind === "joined" && replied.because.rule, "inReplyTo");
});

test("no known id: a new thread", () => {
  assert.deepEqual(decideThread(facts({ hits: [] })), { kind: "new" });
  assert.deepEqual(decideThread(facts({ references: [], inReplyTo: [] })), { kind: "new" });
});

test("a colleague at the same company joins, one at the same public provider does not", () => {
  assert.equal(decideThread(facts({ sender: "joe@customer.test" })).kind, "joined");
  const gmail = [hit({ participants: ["ann@gmail.com"] })];
  assert.equal(decideThread(facts({ hits: gmail, sender: "joe@gmail.com" })).kind, "linked");
  assert.equal(belongsTo("joe@yahoo.co.uk", ["ann@yahoo.co.uk"]), false);
});

test("a stranger who saw a Message-ID gets a new thread, linked", () => {
  assert.deepEqual(decideThread(facts({ sender: "eve@evil.test" })), {
    kind: "linked",
    toThread: "T1",
    because: { rule: "references", evidence: "<a@x>", flags: ["newParticipant", "linked"] },
  });
  assert.equal(decideThread(facts({ sender: "" })).kind, "linked");
});

test("a participant's address that fails DMARC is a stranger's", () => {
  const decision = decideThread(facts({ isForged: true }));
  assert.deepEqual(decision.kind === "linked" && decision.because.flags, ["senderNotVerified", "linked"]);
});

test("a thread older than the window is linked, not joined", () => {
  assert.equal(decideThread(facts({ now: 365 * dayMs })).kind, "joined");
  assert.equal(decideThread(facts({ now: 365 * dayMs + 1 })).kind, "linked");
});

test("an entirely changed subject joins with a flag", () => {
  const flags = (subject: string) => {
    const decision = decideThread(facts({ subject }));
    return decision.kind === "joined" && decision.because.flags;
  };
  assert.deepEqual(flags("Invoice"), ["subjectChanged"]);
  assert.deepEqual(flags("AW: order 4711"), []);
  assert.deepEqual(flags(""), []);
});

test("the order in which hits are found plays no part, and strangers never join", () => {
  const hits = fc
    .uniqueArray(fc.constantFrom("<a>", "<b>", "<c>"), { minLength: 1 })
    .map((ids) => ids.map((id) => hit({ id, thread: `T${id}` })));
  const sender = fc.constantFrom("ann@customer.test", "eve@evil.test", "");
  fc.assert(
    fc.property(hits, sender, fc.boolean(), (found, from, isForged) => {
      const given = facts({ references: ["<c>", "<b>"], inReplyTo: ["<a>"], hits: found, sender: from, isForged });
      assert.deepEqual(decideThread(given), decideThread({ ...given, hits: found.toReversed() }));
      if (from !== "ann@customer.test" || isForged) assert.notEqual(decideThread(given).kind, "joined");
    }),
  );
});
