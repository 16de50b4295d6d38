import assert from "node:assert/strict";
import { test } from "node:test";
import { drivenPostalMime } from "./driven-postal-mime.ts";
import { readingLimits } from "./limits.ts";

const feed = async (...lines: string[]) => {
  const parser = drivenPostalMime(readingLimits);
  for (const line of lines) await parser.processLine(new Uint8Array(Buffer.from(line)), false);
  return parser;
};

test("postal-mime still has the members that its types do not declare", async () => {
  const parser = await feed("Content-Type: multipart/mixed; boundary=X", "");
  assert.equal(parser.root, parser.currentNode);
  assert.deepEqual([parser.root.state, parser.root.contentType.multipart], ["body", "mixed"]);
  await parser.processLine(Buffer.from("--X"), false);
  assert.equal(parser.currentNode.parentNode, parser.root);
  assert.equal(parser.currentNode.state, "header");
});

test("a node tells what its headers say", async () => {
  const parser = await feed(
    ...["Content-Type: text/plain; charset=koi8-r; name=a.txt", "Content-Disposition: inline; filename=b.txt"],
    ...["Content-Transfer-Encoding: (by us) Base64", "Content-ID: <a@b>", ""],
  );
  const { contentType, contentDisposition, contentTransferEncoding, contentId } = parser.root;
  assert.deepEqual(contentType.parsed, { value: "text/plain", params: { charset: "koi8-r", name: "a.txt" } });
  assert.deepEqual(contentDisposition.parsed, { value: "inline", params: { filename: "b.txt" } });
  assert.deepEqual([contentTransferEncoding.encoding, contentId], ["base64", "<a@b>"]);
});

test("without its decoder a node keeps nothing, and finishing closes the whole tree", async () => {
  const parser = await feed("Content-Type: multipart/mixed; boundary=X", "", "--X", "");
  const part = parser.currentNode;
  part.contentDecoder = null;
  await parser.processLine(Buffer.from("body"), false);
  await parser.processLine(new Uint8Array(0), true);
  assert.deepEqual([part.state, parser.root.state, Reflect.get(part, "content")], ["finished", "finished", null]);
});

test("depth and header size are limited by the library", async () => {
  const levels = Array.from({ length: 60 }, (_, depth) => [
    `Content-Type: multipart/mixed; boundary=b${depth}`,
    "",
    `--b${depth}`,
  ]);
  await assert.rejects(feed(...levels.flat()), /nesting depth/);
  await assert.rejects(feed(...Array.from({ length: 5 }, () => `X: ${"a".repeat(60_000)}`)), /header size/);
});
