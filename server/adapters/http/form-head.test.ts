import assert from "node:assert/strict";
import { test } from "node:test";
import { partHead } from "./form-head.ts";

const head = (...lines: readonly (string | Uint8Array)[]) => partHead(lines.map((line) => Buffer.from(line)));
const named = (parameters: string) => head(`Content-Disposition: form-data; name="attachment"; ${parameters}`).fileName;

test("a file's name is read as clients write it", () => {
  const rows = [
    ['filename="label.pdf"', "label.pdf"],
    ["filename=label.pdf", "label.pdf"],
    ['FileName = "label.pdf"', "label.pdf"],
    ['filename="Größe 日本.pdf"', "Größe 日本.pdf"],
    ['filename="a;b\\"c\\\\d.txt"', 'a;b"c\\d.txt'],
    ['filename="C:\\temp\\x.txt"', "C:\\temp\\x.txt"],
    ['filename="say %22hi%22%0D%0A 100%.txt"', 'say "hi"\r\n 100%.txt'],
    ['filename=""', ""],
    ["filename*=UTF-8''Gr%C3%B6%C3%9Fe.pdf", "Größe.pdf"],
    ["filename=\"old.pdf\"; filename*=utf-8'de'neu.pdf", "neu.pdf"],
    ["filename*=iso-8859-1''Gr%F6%DFe.pdf; filename=\"x\"", "Größe.pdf"],
    ["filename*=utf-8''bad%zz; filename=\"good.pdf\"", "good.pdf"],
    ["filename*=koi8-r''x; filename=\"good.pdf\"", "good.pdf"],
  ] as const;
  for (const [parameters, expected] of rows) assert.equal(named(parameters), expected, parameters);
});

test("bytes that are no UTF-8 are read one by one", () => {
  const line = Buffer.from('Content-Disposition: form-data; name="attachment"; filename="Größe.pdf"', "latin1");
  assert.equal(head(line).fileName, "Größe.pdf");
});

test("without a file name it is a field, unless it says that it is bytes", () => {
  const disposition = 'Content-Disposition: form-data; name="attachment"';
  assert.deepEqual(head(disposition), { name: "attachment", fileName: undefined, contentType: undefined });
  assert.equal(head(disposition, "Content-Type: text/plain").fileName, undefined);
  assert.equal(head(disposition, "Content-Type: application/octet-stream").fileName, "");
});

test("header names have no case, lines may be folded, of two the first counts", () => {
  const read = head(
    "content-disposition: form-data;",
    ' name="attachment"; filename="a.txt"',
    "CONTENT-TYPE: a/b",
    "Content-Type: c/d",
    "nonsense",
  );
  assert.deepEqual(read, { name: "attachment", fileName: "a.txt", contentType: "a/b" });
});

test("the name of a part with a colon in front, or with a parameter twice, is the first that was said", () => {
  assert.equal(head(": form-data; name=x").name, "");
  assert.equal(head('Content-Disposition: form-data; name="a"; name="attachment"').name, "a");
});
