import assert from "node:assert/strict";
import { test } from "node:test";
import { evaluate, pathThrough } from "./evaluate.ts";
import type { RuleFacts } from "./facts.ts";
import { problemsOfRules } from "./problems.ts";
import type { Condition, RoutingRule, Setting } from "./rule.ts";

const facts: RuleFacts = {
  mailbox: "billing@acme.test",
  queue: "support",
  from: { address: "Jonas@mail.wolf.example", name: "Jonas Wolf" },
  to: ["billing@acme.test", "Ana@x.test"],
  subject: "Rechnung doppelt abgebucht: ich KÜNDIGE",
  text: "Bitte prüfen.",
  headers: [
    { name: "X-Plan", value: "gold" },
    { name: "X-Plan", value: "silver" },
  ],
  language: "de",
  class: "human",
  verdict: { spf: "pass", dkim: "none", dmarc: "fail", arc: "none", isAligned: false },
  attachments: [{ name: "Rechnung.PDF", mime: "application/pdf" }],
  contact: { plan: "Plus" },
  userData: { Region: "EU" },
  isReply: false,
};

const rule = (
  id: string,
  conditions: readonly Condition[],
  then: readonly Setting[],
  more: Partial<RoutingRule> = {},
): RoutingRule => ({ id, if: conditions, match: "all", then, continue: false, note: "", ...more });
const condition = (field: string, op: Condition["op"], value = ""): Condition => ({ field, op, value });
const does = (...one: Parameters<typeof condition>): boolean =>
  evaluate([rule("r", [condition(...one)], [])], facts).held.length === 1;

test("fields are compared without case, with alternatives, and of several values one is enough", () => {
  const holding: readonly Parameters<typeof condition>[] = [
    ["to", "is", "billing@"],
    ["to", "is", "sales@acme.test|ana@x.test"],
    ["from", "is", "@wolf.example"],
    ["from", "isNot", "@wolf.test|jonas@wolf.example"],
    ["subject", "has", "cancel|kündig"],
    ["subject", "has", "ku\u0308ndige"],
    ["subject", "hasNot", "refund"],
    ["subject", "startsWith", "rechnung"],
    ["attachment", "endsWith", ".pdf|.doc"],
    ["attachmentType", "is", "application/pdf"],
    ["attachments", "atLeast", "1"],
    ["attachments", "atMost", "1"],
    ["header.x-plan", "is", "silver"],
    ["header.X-Other", "isNotSet"],
    ["header.X-Other", "isNot", "anything"],
    ["contact.plan", "is", "plus"],
    ["userData.Region", "isSet"],
    ["dmarc", "is", "fail"],
    ["aligned", "is", "no"],
    ["sender", "is", "forged"],
    ["language", "is", "de"],
    ["isReply", "is", "no"],
  ];
  for (const one of holding) assert.ok(does(...one), one.join(" "));
  const failing: readonly Parameters<typeof condition>[] = [
    ["from", "is", "@olf.example"],
    ["from", "is", "jonas@wolf.example"],
    ["to", "isNot", "billing@"],
    ["attachments", "atLeast", "2"],
    ["header.X-Other", "has", "a"],
    ["header.X-Other", "atMost", "5"],
    ["userData.constructor", "isSet"],
    ["nothing", "isSet"],
  ];
  for (const one of failing) assert.ok(!does(...one), one.join(" "));
});

test("the first rule that holds ends it, unless it goes on; priorities add up, and a later queue counts", () => {
  const rules = [
    rule("no", [condition("subject", "has", "offer")], [{ set: "queue", value: "sales" }]),
    rule("plus", [condition("contact.plan", "is", "plus")], [{ set: "priority", value: 20 }], { continue: true }),
    rule(
      "any",
      [condition("spf", "is", "fail"), condition("dmarc", "is", "fail")],
      [
        ...[
          { set: "queue", value: "suspect" },
          { set: "priority", value: -5 },
          { set: "skill", value: "Fraud >= 3" },
        ],
        { set: "userData.Suspect", value: "yes" },
      ],
      { match: "any" },
    ),
    rule("else", [], [{ set: "queue", value: "general" }]),
  ];
  assert.deepEqual(evaluate(rules, facts), {
    held: ["plus", "any"],
    queue: "suspect",
    priority: 15,
    skill: "Fraud >= 3",
    userData: { Suspect: "yes" },
  });
  const path = pathThrough(rules, facts);
  assert.deepEqual(
    path.map(({ ruleId, matched }) => [ruleId, matched]),
    [
      ["no", false],
      ["plus", true],
      ["any", true],
    ],
  );
  assert.deepEqual(path[2]?.conditions, [
    { matched: false, saw: ["pass"] },
    { matched: true, saw: ["fail"] },
  ]);
  assert.deepEqual(evaluate(rules, { ...facts, contact: {}, verdict: undefined }).held, ["else"]);
});

test("all that is wrong with rules is named by its place", () => {
  const around = {
    queues: [{ name: "support", kind: "inbound" } as const, { name: "parked", kind: "parked" } as const],
    skills: new Set(["Billing"]),
    keyProblem: (key: string) => (key === "Mailbox" ? "is read-only" : undefined),
  };
  const good = rule(
    "a",
    [condition("dmarc", "is", "fail")],
    [
      ...[
        { set: "queue", value: "support" },
        { set: "priority", value: -3 },
        { set: "skill", value: "Billing >= 5" },
      ],
      ...[
        { set: "skill", value: "Billing" },
        { set: "userData.Kind", value: "x" },
      ],
    ],
  );
  assert.deepEqual(problemsOfRules([good], around), []);
  const wrong = rule(
    "a",
    [condition("colour", "is", "red"), condition("attachments", "atLeast", "many"), condition("subject", "has", " | ")],
    [
      ...[
        { set: "queue", value: "none" },
        { set: "queue", value: "parked" },
        { set: "priority", value: "high" },
      ],
      ...[
        { set: "skill", value: "Billing = 5" },
        { set: "skill", value: "Law" },
        { set: "colour", value: "red" },
      ],
      ...[
        { set: "userData.Mailbox", value: "x" },
        { set: "userData.N", value: 5 },
      ],
    ],
  );
  const problems = problemsOfRules([good, wrong], around);
  assert.deepEqual(
    problems.map(({ path }) => path),
    [
      ...["[1].id", "[1].if[0].field", "[1].if[1].value", "[1].if[2].value"],
      ...["[1].then[0].value", "[1].then[1].value", "[1].then[2].value", "[1].then[3].value"],
      ...["[1].then[4].value", "[1].then[5].set", "[1].then[6].value", "[1].then[7].value"],
    ],
  );
  assert.match(problems[5]?.because ?? "", /kind parked is never routed/);
});
