import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { type AddressObject, type ParsedMail, simpleParser } from "mailparser";

const folder = new URL("../../fixtures/mail/", import.meta.url);

/** The expected reading beside each demo message. */
type Reading = {
  readonly subject: string;
  readonly from: readonly Person[];
  readonly to: readonly Person[];
  readonly cc: readonly Person[];
  readonly replyTo: readonly Person[];
  readonly messageId: string;
  readonly references?: readonly string[];
  readonly inReplyTo?: readonly string[];
  readonly textContains: readonly string[];
  readonly htmlContains?: readonly string[];
  readonly attachments: readonly Attached[];
};
type Person = { readonly name: string; readonly address: string };
type Attached = { readonly name: string; readonly mime: string; readonly size: number; readonly sha256: string };

const names = readdirSync(folder)
  .filter((name) => name.endsWith(".eml"))
  .map((name) => name.slice(0, -".eml".length))
  .sort();
const demos = names.filter((name) => name.startsWith("demo-"));

test("every message of the fixtures has its expected reading beside it", () => {
  for (const name of names) assert.equal(typeof JSON.parse(text(`${name}.json`)), "object", name);
  assert.ok(demos.length >= 34);
});

test("demo messages are clean: CR LF line ends, no line over 998 bytes, unique ids, addresses under .test only", () => {
  const ids = demos.map((name) => reading(name).messageId);
  assert.equal(new Set(ids).size, ids.length);
  for (const name of demos) {
    const raw = readFileSync(new URL(`${name}.eml`, folder), "latin1");
    assert.doesNotMatch(raw, /\r(?!\n)|(?<!\r)\n/, `${name}: bare line end`);
    assert.doesNotMatch(raw, /\0/, `${name}: NUL`);
    for (const line of raw.split("\r\n")) assert.ok(line.length <= 998, `${name}: long line`);
    const { from, to, cc, replyTo } = reading(name);
    for (const { address } of [...from, ...to, ...cc, ...replyTo]) assert.match(address, /\.test$/, name);
  }
});

for (const name of demos) {
  test(`${name} reads as its expectation says, by an independent parser`, async () => {
    const expected = reading(name);
    const mail = await simpleParser(readFileSync(new URL(`${name}.eml`, folder)), { skipTextLinks: true });
    assertHeaders(mail, expected);
    assertBodies(mail, expected);
    assert.deepEqual(mail.attachments.map(attached), expected.attachments.map(withoutPlace));
  });
}

function assertHeaders(mail: ParsedMail, expected: Reading): void {
  assert.equal(mail.subject, expected.subject);
  assert.equal(mail.messageId, expected.messageId);
  assert.deepEqual(people(mail.from), expected.from);
  assert.deepEqual(people(mail.to), expected.to);
  assert.deepEqual(people(mail.cc), expected.cc);
  assert.deepEqual(people(mail.replyTo), expected.replyTo);
  assert.deepEqual([mail.references ?? []].flat(), expected.references ?? []);
  assert.deepEqual([mail.inReplyTo ?? []].flat(), expected.inReplyTo ?? []);
}

function assertBodies(mail: ParsedMail, expected: Reading): void {
  // mailparser keeps the line breaks of wrapped text; what must be found may run over them.
  const words = (mail.text ?? "").replace(/\s+/g, " ");
  for (const piece of expected.textContains)
    assert.ok(words.includes(piece), `text has ${JSON.stringify(piece)}: ${words}`);
  const html = mail.html || "";
  for (const piece of expected.htmlContains ?? []) {
    // It replaces cid: links of related pictures by data: links.
    if (!piece.startsWith("cid:")) assert.ok(html.includes(piece), `HTML has ${JSON.stringify(piece)}`);
  }
}

function people(value: AddressObject | AddressObject[] | undefined): Person[] {
  return [value ?? []]
    .flat()
    .flatMap(({ value }) => value.map(({ name, address }) => ({ name, address: address ?? "" })));
}

function attached({ filename, contentType, content }: ParsedMail["attachments"][number]): Attached {
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { name: filename ?? "", mime: contentType, size: content.length, sha256 };
}

function withoutPlace({ name, mime, size, sha256 }: Attached): Attached {
  return { name, mime, size, sha256 };
}

function reading(name: string): Reading {
  return JSON.parse(text(`${name}.json`));
}

function text(file: string): string {
  return readFileSync(new URL(file, folder), "utf8");
}
