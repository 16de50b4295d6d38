import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { safeName, uploadName } from "./safe-name.ts";

test("paths, controls, bidi tricks and device names do no harm", () => {
  const rows = [
    ["label.pdf", "label.pdf"],
    ["..\\..\\x.exe", "x.exe"],
    ["/etc/passwd", "passwd"],
    ["C:\\dir\\a b.txt", "a b.txt"],
    ["a\0b\r\n.txt", "ab.txt"],
    ["invoice\u202Efdp.exe", "invoicefdp.exe"],
    ["x.txt. . .", "x.txt"],
    ["CON", "_CON"],
    ["nul.txt", "_nul.txt"],
    ["", "attachment"],
    ["../..", "attachment"],
    ["   ", "attachment"],
    ["Rechnung Größe.pdf", "Rechnung Größe.pdf"],
    ["Gro\u0308\u00dfe.pdf", "Größe.pdf"],
    ["a:b?.txt", "a_b_.txt"],
    [".htaccess", ".htaccess"],
  ] as const;
  for (const [name, expected] of rows) assert.equal(safeName(name), expected);
});

test("a long name keeps its extension and fits", () => {
  const name = safeName(`${"日".repeat(300)}.pdf`);
  assert.ok(name.endsWith(".pdf"));
  assert.ok(new TextEncoder().encode(name).length <= 200);
});

test("whatever came in, what comes out is short, printable, one segment, and stays itself", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (name) => {
      const safe = safeName(name);
      assert.ok(safe.length > 0 && new TextEncoder().encode(safe).length <= 200);
      assert.doesNotMatch(safe, /[\p{Cc}\p{Cf}\p{Cs}/\\]/u);
      assert.equal(safeName(safe), safe);
    }),
  );
});

test("an uploaded file keeps a name that shows what was cut out of it", () => {
  const rows = [
    ["label.pdf", "label.pdf"],
    ["C:\\temp\\a b.txt", "a b.txt"],
    ["../../etc/passwd", "passwd"],
    ['a"b<c>d|e?f*g:h.txt', "a_b_c_d_e_f_g_h.txt"],
    ["a\tb\r\nc\0.txt", "a_b__c_.txt"],
    ["invoice\u202Efdp.exe", "invoicefdp.exe"],
    ["dir/", "attachment"],
    ["", "attachment"],
    ["日本.pdf", "日本.pdf"],
  ] as const;
  for (const [name, expected] of rows) assert.equal(uploadName(name), expected, JSON.stringify(name));
  const long = uploadName(`${"ü".repeat(300)}.jpeg`);
  assert.ok(long.endsWith("ü.jpeg"));
  assert.equal(new TextEncoder().encode(long).length, 255);
});
