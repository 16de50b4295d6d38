import assert from "node:assert/strict";
import test from "node:test";
import { groupsOf, isUnused, type Response } from "./groups.ts";

const now = Date.parse("2026-11-30T12:00:00.000Z");
const day = (ago: number): string => new Date(now - ago * 86_400_000).toISOString();
const response = (name: string, category: string, language = "en", more: Partial<Response> = {}): Response => ({
  ...{ id: `${name} ${language}`, version: 1, name, category, language, shortcut: "", subject: "", preview: "Hello" },
  ...{ attachments: 0, approved: true, modifiedTime: day(200), uses: 0, lastUsedAt: null },
  ...{ source: "page", readOnly: false },
  ...more,
});
const all = { words: "", isUnused: false, isUnapproved: false };

const responses = [
  response("late", "Shipping"),
  response("thanks", "Greetings", "en", { lastUsedAt: day(3), uses: 9 }),
  response("thanks", "Greetings", "de", { approved: false }),
  response("bye", "Greetings/Short", "fr", { preview: "Au revoir" }),
  response("hello", "Greetings", "en", { modifiedTime: day(2) }),
  response("hi", "Greetings again", "en"),
];

const told = (wanted: Partial<typeof all>) =>
  groupsOf(responses, { ...all, ...wanted }, now).map(({ category, rows }) => [
    category,
    ...rows.map(({ name }) => name),
  ]);

test("texts lie in the tree's order, with their languages side by side", () => {
  assert.deepEqual(told({}), [
    ["Greetings", "thanks", "hello"],
    ["Greetings/Short", "bye"],
    ["Greetings again", "hi"],
    ["Shipping", "late"],
  ]);
  const [greetings] = groupsOf(responses, all, now);
  assert.deepEqual(greetings?.languages, ["de", "en"]);
  assert.deepEqual([...(greetings?.rows[1]?.byLanguage.keys() ?? [])], ["en"]);
});

test("words are looked for in all that is shown, and one wanted language shows the text whole", () => {
  assert.deepEqual(told({ words: "GREETINGS revoir" }), [["Greetings/Short", "bye"]]);
  assert.deepEqual(told({ isUnapproved: true }), [["Greetings", "thanks"]]);
  assert.equal(groupsOf(responses, { ...all, isUnapproved: true }, now)[0]?.rows[0]?.byLanguage.size, 2);
  assert.deepEqual(told({ words: "nothing like it" }), []);
});

test("unused is what nobody has used or written for ninety days", () => {
  assert.equal(isUnused(response("a", "b", "en", { lastUsedAt: day(90) }), now), true);
  assert.equal(isUnused(response("a", "b", "en", { lastUsedAt: day(89) }), now), false);
  assert.equal(isUnused(response("a", "b", "en", { modifiedTime: day(89) }), now), false);
  assert.deepEqual(told({ isUnused: true }), [
    ["Greetings", "thanks"],
    ["Greetings/Short", "bye"],
    ["Greetings again", "hi"],
    ["Shipping", "late"],
  ]);
});
