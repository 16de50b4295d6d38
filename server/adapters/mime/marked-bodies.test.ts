import assert from "node:assert/strict";
import { test } from "node:test";
import { replySamples } from "../../domain/mail/reply/replies.fixture.ts";
import { textRanges } from "../../domain/mail/reply/text-ranges.ts";
import { sanitise } from "../html/sanitise.ts";
import { htmlToText } from "../html/to-text.ts";
import { readHere } from "./reading.fixture.ts";

const head = (type: string) => `From: ann@customer.test\r\nSubject: Bells\r\nContent-Type: ${type}\r\n`;
const mail = (html: string) => Buffer.from(`${head("text/html; charset=utf-8")}\r\n${html.replaceAll("\n", "\r\n")}`);
const newIn = (text: string, marked: Parameters<typeof textRanges>[1]["marked"] = []) =>
  textRanges(text, { sent: [], marked })
    .filter(({ kind }) => kind === "new")
    .map(({ start, end }) => text.slice(start, end).trim());

test("finding quotations changes neither the text nor the HTML that is stored", async () => {
  const samples = replySamples.flatMap(({ name, html }) => (html === undefined ? [] : [{ name, html }]));
  assert.ok(samples.length >= 40);
  for (const { name, html } of samples) {
    const { text, html: shown } = await readHere(mail(html));
    const clean = sanitise(html, "aside");
    assert.deepEqual([text.trim(), shown], [htmlToText(clean), clean.trim()], name);
  }
});

test("what the markup says holds for the text made of it, also behind other parts and where the plain text is empty", async () => {
  const quoting =
    '<p>None rings.</p><div class="gmail_quote"><p>Write to us.</p></div><div class="gmail_signature">Ann</div>';
  const parts = (...all: readonly (readonly [string, string])[]) =>
    all.map(([type, body]) => `--b\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`).join("");
  const both = parts(["text/plain", "First of all."], ["text/html", quoting]);
  const mixed = await readHere(Buffer.from(`${head("multipart/mixed; boundary=b")}\r\n${both}--b--\r\n`));
  assert.deepEqual(newIn(mixed.text, mixed.marked), ["First of all.\n\nNone rings."]);
  const empty = parts(["text/plain", " "], ["text/html", quoting]);
  const blank = await readHere(Buffer.from(`${head("multipart/alternative; boundary=b")}\r\n${empty}--b--\r\n`));
  assert.deepEqual(newIn(blank.text, blank.marked), ["None rings."]);
});

test("a sender who writes our marks keeps every character, and nothing is hidden by them", async () => {
  for (const mark of ["\ue0f0", "&#xE0F0;", "&#57584;"]) {
    const { text, html, marked } = await readHere(mail(`<p>One ${mark}</p><p>two</p>`));
    assert.deepEqual([text, html, marked], ["One \ue0f0\n\ntwo", "<p>One \ue0f0</p><p>two</p>", []]);
  }
});
