import assert from "node:assert/strict";
import { test } from "node:test";
import { forwardHeaders, isHeaderSafe, replyHeaders } from "./headers.ts";

test("a reply names its original and continues the chain", () => {
  assert.deepEqual(replyHeaders({ messageId: "<c@x>", inReplyTo: ["<z@x>"], references: ["<a@x>", "<b@x>"] }), {
    inReplyTo: "<c@x>",
    references: ["<a@x>", "<b@x>", "<c@x>"],
  });
});

test("without References the chain begins at In-Reply-To", () => {
  assert.deepEqual(replyHeaders({ messageId: "<c@x>", inReplyTo: ["<b@x>", "<d@x>"], references: [] }).references, [
    "<b@x>",
    "<c@x>",
  ]);
});

test("a forward has References only, and an original without an id adds none", () => {
  assert.deepEqual(forwardHeaders({ messageId: "<c@x>", inReplyTo: [], references: [] }), {
    inReplyTo: undefined,
    references: ["<c@x>"],
  });
  assert.deepEqual(replyHeaders({ messageId: "", inReplyTo: [], references: ["<a@x>"] }), {
    inReplyTo: undefined,
    references: ["<a@x>"],
  });
});

test("of a long chain the first and the last 19 are kept", () => {
  const references = Array.from({ length: 40 }, (_, index) => `<${index}@x>`);
  const kept = replyHeaders({ messageId: "<me@x>", inReplyTo: [], references }).references;
  assert.equal(kept.length, 20);
  assert.deepEqual([kept[0], kept[1], kept[19]], ["<0@x>", "<22@x>", "<me@x>"]);
});

test("line breaks and NUL never go into a header", () => {
  for (const value of ["a\rb", "a\nb", "a\0b"]) assert.equal(isHeaderSafe(value), false);
  assert.equal(isHeaderSafe("Grüße\tan Ann"), true);
});
