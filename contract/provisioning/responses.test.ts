import assert from "node:assert/strict";
import { test } from "node:test";
import { parseProvisioning } from "../provisioning.ts";

const parse = (...standardResponses: readonly object[]) =>
  parseProvisioning({ standardResponses }, { skillExpressionProblem: () => undefined });
const text = { category: "A/B", name: "n", body: "b" };

function problemsOf(...standardResponses: readonly object[]): readonly string[] {
  const parsed = parse(...standardResponses);
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`);
}

test("a standard response has defaults for all but category, name and body, and is accepted again as it was read", () => {
  const parsed = parse(text);
  assert.ok(parsed.ok);
  const [response] = parsed.provisioning.standardResponses;
  assert.deepEqual(response, {
    ...{ category: "A/B", name: "n", language: "en", subject: "", body: "b", description: "", shortcut: "" },
    ...{ approved: true, customFieldCodes: {} },
  });
  const full = {
    ...{
      ...text,
      description: "d",
      approved: false,
      startTime: "2026-01-01",
      expirationTime: "2026-01-02 10:00:00.000+0000",
    },
    ...{ shortcut: "s", customFieldCodes: { "Shop.Name": "Acme" } },
  };
  const once = parse(full);
  assert.ok(once.ok);
  assert.deepEqual(parse(...once.provisioning.standardResponses), once);
});

test("what is wrong with a standard response is named by its path", () => {
  const time = "expected a time such as 2026-11-23T10:18:00.000Z";
  for (const [change, problem] of [
    [{ category: "A//B" }, "category: expected a path such as Greetings or Greetings/German"],
    [{ category: "/A" }, "category: expected a path such as Greetings or Greetings/German"],
    [{ category: "A / B" }, "category: expected a path such as Greetings or Greetings/German"],
    [{ category: "a/b/c/d/e/f/g/h/i/j/k" }, "category: at most 10 levels"],
    [{ startTime: "tomorrow" }, `startTime: ${time}`],
    [{ expirationTime: 5 }, "expirationTime: expected string, got number"],
    [{ startTime: "2026-01-02", expirationTime: "2026-01-02" }, "expirationTime: must be after startTime"],
    [{ approved: "yes" }, "approved: expected boolean, got string"],
    [{ shortcut: "a b" }, "shortcut: no blanks"],
    [{ customFieldCodes: { Contact: "x" } }, "customFieldCodes.Contact: not a valid name"],
    [{ customFieldCodes: { "<$": "x" } }, 'customFieldCodes["<$"]: not a valid name'],
    [{ customFieldCodes: { A: 1 } }, "customFieldCodes.A: expected string, got number"],
    [{ approval: true }, "approval: unknown key"],
  ] as const) {
    assert.deepEqual(problemsOf({ ...text, ...change }), [`standardResponses[0].${problem}`]);
  }
  assert.deepEqual(problemsOf(text, { ...text, language: "de" }, text), [
    "standardResponses[2].name: the same as standardResponses[0].name",
  ]);
});
