import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readSearch } from "./search-query.ts";
import { snippetOf } from "./snippet.ts";

const query = (text: string) => {
  const read = readSearch(text);
  return read.ok ? read.query : read.because;
};

test("what has a key is for one part, everything else are words, phrases whole", () => {
  assert.deepEqual(query('blue "two words" from:ann to:"Joe Lee" http://x.test'), {
    ...{ words: 'blue "two words" http://x.test', from: "ann", to: "Joe Lee" },
  });
  assert.deepEqual(query("STATE:queued,Sent lang:DE"), { words: "", states: ["Queued", "Sent"], language: "de" });
  assert.deepEqual(query("from: x"), { words: "from: x" });
});

test("days are days of the calendar", () => {
  fc.assert(
    fc.property(fc.date({ min: new Date("1970-01-01"), max: new Date("2200-01-01"), noInvalidDate: true }), (date) => {
      const day = date.toISOString().slice(0, 10);
      assert.deepEqual(query(`after:${day}`), { words: "", after: Date.parse(day) });
    }),
  );
  for (const day of ["2026-02-29", "2026-13-01", "2026-00-10", "2026-01-32", "yesterday", "1969-12-31"]) {
    assert.equal(query(`before:${day}`), `not a day such as 2026-11-23: ${day}`);
  }
});

test("no text is too odd to be read, and none takes long", () => {
  fc.assert(fc.property(fc.string(), (text) => readSearch(text) !== undefined));
  const startMs = performance.now();
  for (const part of ['"', ":", "a:", 'a:"', "a ", "-"]) readSearch(part.repeat(100_000));
  assert.ok(performance.now() - startMs < 2_000);
});

test("a snippet is a piece of the text, and its marks are what was looked for", () => {
  const text = `${"before ".repeat(50)}The Blue bicycle\r\n is blue.${" after".repeat(50)}`;
  const { snippet, marks } = snippetOf(text, "blue BICYCLE -not");
  assert.ok(snippet.length <= 160);
  assert.deepEqual(
    marks.map(([start, end]) => snippet.slice(start, end)),
    ["Blue", "bicycle", "blue"],
  );
  assert.deepEqual(snippetOf("nothing of it", "else"), { snippet: "nothing of it", marks: [] });
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), fc.string({ maxLength: 20 }), (given, words) => {
      const one = snippetOf(given, words);
      let last = 0;
      for (const [start, end] of one.marks) {
        assert.ok(start >= last && end > start && end <= one.snippet.length);
        last = end;
      }
    }),
  );
});
