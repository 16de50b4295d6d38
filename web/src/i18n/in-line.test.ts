import assert from "node:assert/strict";
import test from "node:test";
import { inLine, nameInLine, piecesOf } from "./in-line.ts";
import { wordsOf } from "./words.ts";

test("what turns the text is seen, and what is too long ends before half a character", () => {
  assert.equal(inLine("plain עברית \u200F"), "plain עברית \u200F");
  assert.equal(inLine("\u202Egnp.exe\u2069"), "[U+202E]gnp.exe[U+2069]");
  assert.equal(nameInLine(`${"x".repeat(99)}😀y`), `${"x".repeat(99)}…`);
  assert.equal(nameInLine("x".repeat(100)), "x".repeat(100));
});

test("no subject turns or fills the sentence that it stands in", async () => {
  const say = await wordsOf("en", "en-GB");
  const said = say("notice.takenBack", { by: "Sam", subject: `\u202E${"x".repeat(10_000)}` });
  assert.match(said, /\[U\+202E\]x+…/);
  assert.ok(said.length < 500, said);
});

test("the pieces of a text are the whole text, and only what turns it has a name", () => {
  const text = "\u202Egnp.exe\u2069\u2069 עברית";
  const pieces = piecesOf(text);
  assert.equal(pieces.map(({ piece }) => piece).join(""), text);
  assert.deepEqual(
    pieces.flatMap(({ name }) => name ?? []),
    ["U+202E", "U+2069", "U+2069"],
  );
});
