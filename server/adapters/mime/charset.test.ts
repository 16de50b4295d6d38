import assert from "node:assert/strict";
import { test } from "node:test";
import { cpuMs } from "../../testing/cpu-ms.ts";
import { decodeCharset } from "./charset.ts";
import { charsetOfHtml } from "./html-charset.ts";
import { bytesOf, lines, readHere } from "./reading.fixture.ts";

const inMeta = (meta: string, body = "") =>
  charsetOfHtml(bytesOf(`<html><head>${meta}</head><body>${body}</body></html>`));
const cyrillic = "\xc3\xe4\xe5 \xe7\xe0\xea\xe0\xe7";

test("an HTML part's own charset is read in all its spellings, and where it is none it is not", () => {
  for (const meta of [
    '<meta charset="windows-1251">',
    "<META CHARSET=windows-1251>",
    "<meta charset='windows-1251'/>",
    '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
    "<meta content='text/html;charset=windows-1251' http-equiv=content-type />",
    '<!-- <meta charset="koi8-r"> --><meta name="x" content="charset=big5"><meta charset="windows-1251">',
  ])
    assert.equal(inMeta(meta), "windows-1251", meta);
  for (const meta of [
    "",
    "<meta>",
    '<meta name="description" content="our charset=koi8-r">',
    '<!-- <meta charset="koi8-r"> -->',
    '<meta charset="">',
    '<meta charset="utf-7">',
    `${" ".repeat(1100)}<meta charset="koi8-r">`,
  ])
    assert.equal(inMeta(meta, '<p>charset="koi8-r"</p>'), undefined, meta);
  assert.equal(inMeta('<meta charset="utf-16">'), "utf-8");
});

test("what the header declares wins; a charset that says nothing, or none, leaves it to the document", () => {
  const bytes = bytesOf(cyrillic);
  assert.equal(decodeCharset(bytes, "windows-1251", "koi8-r"), "Где заказ");
  for (const declared of [undefined, "", "us-ascii", "unknown-8bit"])
    assert.equal(decodeCharset(bytes, declared, "windows-1251"), "Где заказ", declared);
  assert.equal(decodeCharset(new TextEncoder().encode("заказ"), "utf-8", "windows-1251"), "заказ");
  assert.equal(decodeCharset(bytesOf("gr\xfc\xdfe"), undefined, "x-nobody-knows"), "grüße");
  assert.equal(decodeCharset(bytesOf("gr\xfc\xdfe"), "us-ascii"), "grüße");
});

test("mail that is HTML alone is shown in the charset that it names itself; text parts have none inside", async () => {
  const html = `<html><head><meta charset="windows-1251"></head><body>${cyrillic}</body></html>`;
  const raw = (type: string) => bytesOf(lines("From: ann@customer.test", `Content-Type: ${type}`, "", html));
  assert.equal((await readHere(raw("text/html"))).text, "Где заказ");
  assert.match((await readHere(raw("text/plain"))).text, /Ãäå çàêàç/);
  const japanese = '<meta charset="iso-2022-jp">\x1b$BCmJ8\x1b(B';
  assert.equal(
    (await readHere(bytesOf(lines("From: a@b.test", "Content-Type: text/html", "", japanese)))).text,
    "注文",
  );
});

test("hostile markup is looked through in time", () => {
  for (const piece of ["<meta ", "<!--", "<meta charset=", "-->", "charset = "]) {
    const bytes = bytesOf(piece.repeat(1_000_000 / piece.length));
    const startedAt = cpuMs();
    for (let round = 0; round < 20; round++) charsetOfHtml(bytes);
    assert.ok(cpuMs() - startedAt < 500, piece);
  }
});
