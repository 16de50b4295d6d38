import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cpuMs } from "../../testing/cpu-ms.ts";
import {
  meets,
  parseSkillExpression,
  printSkillExpression,
  type SkillExpression,
  skillsNamed,
} from "./skill-expression.ts";

const parsed = (text: string): SkillExpression => {
  const result = parseSkillExpression(text);
  assert(result.ok, text);
  return result.expression;
};

const level = (skill: string, compare: ">=" | ">" | "=" | "<=" | "<", at: number): SkillExpression => ({
  kind: "level",
  skill,
  compare,
  level: at,
});

test("an expression reads as it is written", () => {
  assert.deepEqual(parsed(""), { kind: "anybody" });
  assert.deepEqual(parsed("  \n"), { kind: "anybody" });
  assert.deepEqual(parsed("English >= 3"), level("English", ">=", 3));
  assert.deepEqual(parsed("QA"), level("QA", ">=", 1));
  assert.deepEqual(parsed('"Second line"=2'), level("Second line", "=", 2));
  assert.deepEqual(parsed('"19"" rack" >= 2 & """"'), {
    kind: "all",
    parts: [level('19" rack', ">=", 2), level('"', ">=", 1)],
  });
  assert.equal(printSkillExpression(level('19" rack', ">=", 2)), '"19"" rack" >= 2');
  assert.deepEqual(parsed("A == 1 and B<2 or C"), {
    kind: "any",
    parts: [{ kind: "all", parts: [level("A", "=", 1), level("B", "<", 2)] }, level("C", ">=", 1)],
  });
  assert.deepEqual(parsed("A & (B || C)"), {
    kind: "all",
    parts: [level("A", ">=", 1), { kind: "any", parts: [level("B", ">=", 1), level("C", ">=", 1)] }],
  });
  assert.deepEqual(parsed("Français >= 2 & 日本語"), {
    kind: "all",
    parts: [level("Français", ">=", 2), level("日本語", ">=", 1)],
  });
});

for (const [text, problem] of [
  ["English >=", /a level is expected after "English >="/],
  ["English >= three", /a level is expected/],
  ["& English", /a skill is expected before "&"/],
  ["English French", /unexpected "French"/],
  ["(English", /a "\)" is missing/],
  ["English)", /unexpected "\)"/],
  ["A |", /a skill is expected at the end/],
  ['A & ""', /unexpected """"/],
  ['"unclosed', /unexpected ""unclosed"/],
  ["()", /a skill is expected before "\)"/],
  [`${"(".repeat(1_000)}A`, /more than 50 levels/],
] as const) {
  test(`what cannot be read is named: ${text.slice(0, 20)}`, () => {
    const result = parseSkillExpression(text);
    assert(!result.ok);
    assert.match(result.problem, problem);
  });
}

test("an agent without the skill has level 0", () => {
  const levels = new Map([["English", 3]]);
  const fits = (text: string) => meets(parsed(text), levels);
  assert.deepEqual(
    [
      "English >= 3",
      "English > 3",
      "English",
      "French",
      "French < 1",
      "French = 0",
      "English & French",
      "English | French",
      "",
    ].map(fits),
    [true, false, true, false, true, true, false, true, true],
  );
});

const skillNames = fc.oneof(
  fc.constantFrom("English", "QA", "and", "OR", "3", "Second line", "a&b"),
  fc
    .string({ minLength: 1, maxLength: 20, unit: "grapheme" })
    .filter((name) => !name.includes('"') && name.trim() !== ""),
);
const { expression } = fc.letrec<{ expression: SkillExpression; series: SkillExpression; one: SkillExpression }>(
  (tie) => ({
    one: fc.record(
      {
        kind: fc.constant("level"),
        skill: skillNames,
        compare: fc.constantFrom(">=", ">", "=", "<=", "<"),
        level: fc.integer({ min: 0, max: 999_999 }),
      },
      { noNullPrototype: true },
    ),
    series: fc.record(
      { kind: fc.constantFrom("all", "any"), parts: fc.array(tie("expression"), { minLength: 2, maxLength: 3 }) },
      { noNullPrototype: true },
    ),
    expression: fc.oneof({ depthSize: "small", withCrossShrink: true }, tie("one"), tie("series")),
  }),
);

test("reading what was printed gives the same back", () => {
  fc.assert(fc.property(expression, (one) => assert.deepEqual(parsed(printSkillExpression(one)), one)));
});

test("printing and reading change nothing of who fits", () => {
  const levels = fc
    .dictionary(skillNames, fc.integer({ min: 0, max: 9 }))
    .map((entries) => new Map(Object.entries(entries)));
  fc.assert(
    fc.property(expression, levels, (one, has) => {
      assert.equal(meets(parsed(printSkillExpression(one)), has), meets(one, has));
      assert(skillsNamed(one).every((name) => printSkillExpression(one).includes(name)));
    }),
  );
});

test("no text makes it throw", () => {
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc
      .array(fc.constantFrom("(", ")", "&", "|", "and", "or", ">=", "=", "A", "3", '"', " "))
      .map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const result = parseSkillExpression(text);
      if (!result.ok) assert.notEqual(result.problem, "");
    }),
    { numRuns: 2_000 },
  );
});

test("a long text is read in linear time", () => {
  const text = Array.from({ length: 20_000 }, (_, index) => `Skill${index} >= 1`).join(" & ");
  const begun = cpuMs();
  assert(parseSkillExpression(text).ok);
  assert(cpuMs() - begun < 1_000);
});
