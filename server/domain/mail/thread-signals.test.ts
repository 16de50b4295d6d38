import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { hasReplyPrefix } from "./subject.ts";
import { threadIndexGuid } from "./thread-index.ts";
import { type DatedHit, decideThread, type OtherSignals, type ThreadingFacts } from "./threading.ts";

const dayMs = 86_400_000;
const now = 1000 * dayMs;
const hit = (thread: string, over: Partial<DatedHit> = {}): DatedHit => ({
  id: `by-${thread}`,
  thread,
  interaction: undefined,
  participants: ["ann@customer.test"],
  subject: "Order 4711",
  lastActivityAt: now - dayMs,
  startedAt: now - dayMs,
  ...over,
});
const none: OtherSignals = { byToken: [], byTag: [], byThreadIndex: [], bySubject: [], isToMany: false };
const facts = (others: Partial<OtherSignals>, over: Partial<ThreadingFacts> = {}): ThreadingFacts => ({
  references: ["<r>"],
  inReplyTo: ["<i>"],
  hits: [],
  others: { ...none, ...others },
  sender: "ann@customer.test",
  isForged: false,
  subject: "Re: Order 4711",
  now,
  threadWindowMs: 365 * dayMs,
  ...over,
});
const told = (given: ThreadingFacts) => {
  const decision = decideThread(given);
  if (decision.kind === "new") return "new";
  const thread = decision.kind === "joined" ? decision.thread : decision.toThread;
  return [decision.kind, thread, decision.because.rule, ...decision.because.flags].join(" ");
};

test("the signals stand in the order of mail.md 5.1, and the first hit decides", () => {
  const hits = [hit("T2", { id: "<r>" }), hit("T3", { id: "<i>" })];
  const all = { byToken: [hit("T1")], byTag: [hit("T4")], byThreadIndex: [hit("T5")], bySubject: [hit("T6")] };
  assert.equal(told(facts(all, { hits })), "joined T1 token");
  assert.equal(told(facts({ ...all, byToken: [] }, { hits })), "joined T2 references");
  assert.equal(told(facts({ ...all, byToken: [] }, { hits: hits.slice(1) })), "joined T3 inReplyTo");
  assert.equal(told(facts({ ...all, byToken: [] })), "joined T4 tag");
  assert.equal(told(facts({ ...all, byToken: [], byTag: [] })), "joined T5 threadIndex");
  assert.equal(told(facts({ bySubject: [hit("T6")] })), "joined T6 subject");
  assert.equal(told(facts({})), "new");
});

test("a token from a stranger joins with a flag: our mail was forwarded", () => {
  assert.equal(told(facts({ byToken: [hit("T1")] }, { sender: "eve@evil.test" })), "joined T1 token newParticipant");
  assert.equal(told(facts({ byToken: [hit("T1")] }, { isForged: true })), "joined T1 token senderNotVerified");
  const old = hit("T1", { lastActivityAt: now - 366 * dayMs });
  assert.equal(told(facts({ byToken: [old] })), "linked T1 token linked");
});

test("a tag counts only for a participant and a thread younger than 90 days", () => {
  const byTag = [hit("T1")];
  assert.equal(told(facts({ byTag }, { sender: "joe@customer.test" })), "new");
  assert.equal(told(facts({ byTag }, { isForged: true })), "new");
  assert.equal(told(facts({ byTag: [hit("T1", { startedAt: now - 90 * dayMs })] })), "new");
  assert.equal(told(facts({ byTag: [hit("T1", { startedAt: now - 90 * dayMs + 1 })] })), "joined T1 tag");
});

test("a Thread-Index joins a participant only; others get a linked thread", () => {
  const byThreadIndex = [hit("T1")];
  assert.equal(
    told(facts({ byThreadIndex }, { sender: "joe@customer.test" })),
    "linked T1 threadIndex newParticipant linked",
  );
  assert.equal(told(facts({ byThreadIndex }, { isForged: true })), "linked T1 threadIndex senderNotVerified linked");
});

test("a subject joins only with prefix, participant, within seven days, and never mail to many", () => {
  const bySubject = [hit("T1", { lastActivityAt: now - 7 * dayMs })];
  assert.equal(told(facts({ bySubject })), "joined T1 subject");
  assert.equal(told(facts({ bySubject }, { subject: "Order 4711" })), "new");
  assert.equal(told(facts({ bySubject }, { subject: "Re: Order 4712" })), "new");
  assert.equal(told(facts({ bySubject }, { subject: "Fwd: Order 4711" })), "new");
  assert.equal(told(facts({ bySubject, isToMany: true })), "new");
  assert.equal(told(facts({ bySubject }, { sender: "eve@evil.test" })), "new");
  assert.equal(told(facts({ bySubject: [hit("T1", { lastActivityAt: now - 7 * dayMs - 1 })] })), "new");
});

test("reply prefixes of other languages count, behind a tag too", () => {
  for (const subject of ["Re: a", "AW: a", "SV: a", "Ynt: a", "回复：a", "返信: a", "[#1-ABCD] Re: a", "Re[2]: a"])
    assert.equal(hasReplyPrefix(subject), true, subject);
  for (const subject of ["a", "Fwd: a", "Regarding: a", "Rest: a", ""])
    assert.equal(hasReplyPrefix(subject), false, subject);
});

test("the GUID of a Thread-Index stays the same over a conversation", () => {
  const bytes = Uint8Array.from({ length: 22 }, (_, index) => index + 1);
  const first = Buffer.from(bytes).toString("base64");
  const answer = Buffer.concat([bytes, Buffer.from([1, 2, 3, 4, 5])]).toString("base64");
  const guid = Buffer.from(bytes.subarray(6)).toString("hex");
  assert.equal(threadIndexGuid(first), guid);
  assert.equal(threadIndexGuid(answer), guid);
  assert.equal(threadIndexGuid(` ${answer.slice(0, 10)}\r\n ${answer.slice(10)}`), guid);
  for (const value of ["", "AQ==", "!".repeat(40), "A".repeat(30)])
    assert.equal(threadIndexGuid(value), undefined, value);
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 22, maxLength: 60 }), (any) => {
      const hex = Buffer.from(any.subarray(6, 22)).toString("hex");
      assert.equal(threadIndexGuid(Buffer.from(any).toString("base64")), /^0*$/.test(hex) ? undefined : hex);
    }),
  );
});

test("the order in which anything was found plays no part, and a stranger's headers never join", () => {
  const some = fc
    .uniqueArray(fc.constantFrom("T1", "T2", "T3"), { maxLength: 3 })
    .map((names) => names.map((name) => hit(name)));
  const sender = fc.constantFrom("ann@customer.test", "eve@evil.test", "");
  fc.assert(
    fc.property(some, some, some, sender, fc.boolean(), (byTag, byThreadIndex, bySubject, from, isForged) => {
      const turned = {
        byTag: byTag.toReversed(),
        byThreadIndex: byThreadIndex.toReversed(),
        bySubject: bySubject.toReversed(),
      };
      const over = { sender: from, isForged };
      const decision = decideThread(facts({ byTag, byThreadIndex, bySubject }, over));
      assert.deepEqual(decideThread(facts(turned, over)), decision);
      if (from !== "ann@customer.test" || isForged) assert.notEqual(decision.kind, "joined");
    }),
  );
});
