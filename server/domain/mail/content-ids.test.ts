import assert from "node:assert/strict";
import { test } from "node:test";
import { isContentId, mentionedContentIds } from "./content-ids.ts";

test("a Content-ID is mentioned whole, as written, percent-encoded or with entities", () => {
  const html = `<img src="cid:logo10@x"><img src='CID:a%40b'> url(cid:c&amp;d) <img src=cid:bare> no-cid <img src="cid:%zz">`;
  const mentioned = mentionedContentIds(html);
  for (const id of ["logo10@x", "a@b", "c&d", "bare", "%zz"]) assert.ok(mentioned.has(id), id);
  for (const id of ["logo1", "logo10", "b", ""]) assert.ok(!mentioned.has(id), id);
});

test("what could end a header, an attribute or a URL is no Content-ID", () => {
  for (const id of ["logo@acme.test", "image001.png@01D9", "a"]) assert.ok(isContentId(id), id);
  for (const id of ["", "a b", "a>b", 'a"b', "a'b", "a\r\nb", "a%b", "ü", "x".repeat(201)])
    assert.ok(!isContentId(id), id);
});
