import assert from "node:assert/strict";
import { test } from "node:test";
import { mediaType } from "./media-type.ts";

test("the declared type counts when it is one, else the extension, else nobody knows", () => {
  const rows = [
    ["message/rfc822", "mail.txt", "message/rfc822"],
    ["Image/PNG", "x", "image/png"],
    ["text/plain; charset=utf-8", "x.csv", "text/plain"],
    ["application/vnd.oasis.opendocument.text", "x", "application/vnd.oasis.opendocument.text"],
    [undefined, "label.PDF", "application/pdf"],
    ["", "a.b.jpeg", "image/jpeg"],
    ["nonsense", "x.txt", "text/plain"],
    ["text/plain\r\nX: y", "x.png", "image/png"],
    ["text/", "noextension", "application/octet-stream"],
    ["a b/c", ".", "application/octet-stream"],
    ["multipart/mixed; boundary=x", "x.txt", "application/octet-stream"],
    [undefined, "pdf", "application/octet-stream"],
  ] as const;
  for (const [declared, name, expected] of rows)
    assert.equal(mediaType(declared, name), expected, `${declared} ${name}`);
});
