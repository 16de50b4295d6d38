import assert from "node:assert/strict";
import { after, test } from "node:test";
import fc from "fast-check";
import { simpleParser } from "mailparser";
import type { MessageToCompose } from "../../ports/mail.ts";
import { createMessageWriter } from "./compose.ts";
import { bytesOf, bytesOfAttachment, filesFor, lines, readHere, sha256Of } from "./reading.fixture.ts";
import { readerVersion } from "./reading.ts";

const files = await filesFor({ after });
const streaming = createMessageWriter(files);
const writer = {
  compose: async (message: MessageToCompose) =>
    new Uint8Array(Buffer.concat(await Array.fromAsync(streaming.compose(message)))),
};

const message = (over: Partial<MessageToCompose> = {}): MessageToCompose => ({
  messageId: "<s1.0123456789abcdef@acme.test>",
  date: Date.UTC(2026, 10, 23, 10, 20),
  from: { name: "Acme, Süd", address: "support@acme.test" },
  to: [{ name: "Ann Lee", address: "ann@customer.test" }],
  cc: [{ name: "", address: "bob@customer.test" }],
  subject: "Re: Größe 4711",
  inReplyTo: "<m1@customer.test>",
  references: ["<m0@customer.test>", "<m1@customer.test>"],
  text: "Hallo Ann,\n\nmorgen – ganz sicher.\n> Where is it?\n-- \nAcme",
  html: "<p>Hallo Ann,</p><p>morgen – ganz sicher.</p>",
  attachments: [],
  boundarySeed: "00RB5D4K7T1M0002",
  ...over,
});
const attached = async (name: string, mime: string, bytes: Uint8Array, contentId?: string) => ({
  ...(await files.put(bytes)),
  name,
  mime,
  contentId,
});
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
const anyBytes = Uint8Array.from({ length: 5000 }, (_, index) => (index * 31) % 256);

/** RFC 5322 §2.1.1: CR LF, at most 998 bytes; and 7-bit. */
function assertSendable(bytes: Uint8Array): void {
  const text = textOf(bytes);
  assert.doesNotMatch(text, /[^\r\n\t\x20-\x7e]|\r(?!\n)|(?<!\r)\n|\S{999}/);
  assert.ok(text.split("\r\n").every((line) => line.length <= 998));
}

test("what was written is read back by mailparser and by our reader", async () => {
  const bytes = await writer.compose(message());
  assertSendable(bytes);
  const theirs = await simpleParser(Buffer.from(bytes));
  const ours = await readHere(bytes);
  assert.deepEqual(
    [theirs.subject, theirs.messageId, theirs.inReplyTo, theirs.references],
    [
      "Re: Größe 4711",
      "<s1.0123456789abcdef@acme.test>",
      "<m1@customer.test>",
      ["<m0@customer.test>", "<m1@customer.test>"],
    ],
  );
  assert.equal(theirs.from?.text, '"Acme, Süd" <support@acme.test>');
  assert.equal(theirs.date?.toISOString(), "2026-11-23T10:20:00.000Z");
  assert.deepEqual(
    ours.parts.map(({ mime }) => mime),
    ["multipart/alternative", "text/plain", "text/html"],
  );
  assert.deepEqual(
    { ...ours, headers: [], parts: [] },
    {
      ...{
        readerVersion,
        marked: [],
        parts: [],
        headers: [],
        bcc: [],
        replyTo: [],
        attachments: [],
        defects: [],
        isRawOnly: false,
      },
      ...{
        from: [message().from],
        to: message().to,
        cc: message().cc,
        subject: message().subject,
        date: message().date,
      },
      ...{ messageId: message().messageId, inReplyTo: ["<m1@customer.test>"], references: message().references },
      ...{ text: message().text, html: message().html },
    },
  );
  assert.equal(theirs.text?.trimEnd(), message().text);
  assert.equal(String(theirs.html).trim(), message().html);
});

test("the language stands in the header, where somebody knows it", async () => {
  const field = /^Content-Language: (.*)\r$/m;
  const known = textOf(await writer.compose(message({ language: "pt-BR" })));
  assert.equal(field.exec(known.slice(0, known.indexOf("\r\n\r\n")))?.[1], "pt-BR");
  assert.doesNotMatch(textOf(await writer.compose(message())), field);
  await assert.rejects(writer.compose(message({ language: "en\r\nBcc: eve@other.test" })));
});

test("the same message is the same bytes; another seed makes other boundaries only", async () => {
  const rich = message({ attachments: [await attached("a.bin", "application/octet-stream", anyBytes)] });
  const bytes = await writer.compose(rich);
  assert.deepEqual(await writer.compose(rich), bytes);
  const other = textOf(await writer.compose({ ...rich, boundarySeed: "another" }));
  assert.notEqual(other, textOf(bytes));
  const withoutBoundaries = (text: string) => text.replaceAll(/_postroom-[0-9a-f]{32}/g, "");
  assert.equal(withoutBoundaries(other), withoutBoundaries(textOf(bytes)));
});

test("a mail without HTML is plain text, and an empty one is empty", async () => {
  const plain = await writer.compose(message({ html: "" }));
  assert.match(textOf(plain), /^Content-Type: text\/plain; charset=utf-8; format=flowed\r$/m);
  assert.doesNotMatch(textOf(plain), /multipart/);
  assert.equal((await readHere(plain)).text, message().text);
  const empty = await readHere(await writer.compose(message({ html: "", text: "" })));
  assert.deepEqual([empty.text, empty.html], ["", ""]);
});

test("attachments arrive byte by byte, whatever they are", async () => {
  const seven = bytesOf(lines("Subject: inner", "", "hi"));
  const eight = bytesOf(lines("Subject: inner", "", "h\xe9"));
  const attachments = [
    await attached("Größe 1.pdf", "application/pdf", anyBytes),
    await attached("lf.txt", "text/plain", bytesOf("a\nb\r\n\r\n.\nFrom x ")),
    await attached("empty.bin", "nonsense", new Uint8Array(0)),
    await attached("seven.eml", "message/rfc822", seven),
    await attached("eight.eml", "message/rfc822", eight),
  ];
  const bytes = await writer.compose(message({ attachments }));
  assertSendable(bytes);
  const ours = await readHere(bytes);
  const theirs = await simpleParser(Buffer.from(bytes));
  assert.deepEqual(
    ours.attachments.map((found) => [found.name, found.mime, sha256Of(bytesOfAttachment(found, bytes))]),
    attachments.map(({ name, mime, sha256 }) => [
      name,
      name === "empty.bin" || name === "eight.eml" ? "application/octet-stream" : mime,
      sha256,
    ]),
  );
  assert.deepEqual(theirs.attachments.map(({ filename, content }) => [filename, content.length]).slice(0, 2), [
    ["Größe 1.pdf", 5000],
    ["lf.txt", 16],
  ]);
});

test("inline pictures go beside the HTML that mentions them, others as plain attachments", async () => {
  const attachments = [
    await attached("logo.png", "image/png", anyBytes, "logo@acme.test"),
    await attached("unused.png", "image/png", bytesOf("x"), "unused@acme.test"),
  ];
  const bytes = await writer.compose(message({ html: '<p>Hi <img src="cid:logo@acme.test" /></p>', attachments }));
  assert.match(textOf(bytes), /multipart\/related[\s\S]*Content-ID: <logo@acme\.test>/);
  const read = await readHere(bytes);
  assert.deepEqual(
    read.attachments.map(({ name, contentId, isEmbedded }) => [name, contentId, isEmbedded]),
    [
      ["logo.png", "logo@acme.test", true],
      ["unused.png", undefined, false],
    ],
  );
});

test("nothing that becomes a header can bring a header of its own", async () => {
  const evil = "x\r\nBcc: eve@evil.test";
  const file = await attached("a.txt", "text/plain", bytesOf("x"));
  for (const over of [
    { subject: evil },
    { messageId: `<a@b>${evil}` },
    { inReplyTo: evil },
    { references: ["<a@b>", "<c@d>\nX: y"] },
    { from: { name: evil, address: "a@x.test" } },
    { to: [{ name: "", address: `a@x.test${evil}` }] },
    { cc: [{ name: "a\0b", address: "a@x.test" }] },
    { attachments: [{ ...file, name: evil }] },
    { attachments: [{ ...file, mime: `text/plain\r\nX: y` }] },
    { attachments: [{ ...file, contentId: evil }] },
  ]) {
    await assert.rejects(writer.compose(message(over)), /line break/, JSON.stringify(over));
  }
});

test("long subjects, names, ids and recipient lists are folded and come back", async () => {
  const subject = `${"x".repeat(700)} ${"日本".repeat(100)}`;
  const to = Array.from({ length: 100 }, (_, index) => ({
    name: `Recipient number ${index}`,
    address: `recipient.${index}@customer.test`,
  }));
  const references = Array.from({ length: 20 }, (_, index) => `<${"r".repeat(200)}${index}@customer.test>`);
  const bytes = await writer.compose(message({ subject, to, references: [...references, `<${"z".repeat(2000)}@x>`] }));
  assertSendable(bytes);
  const read = await readHere(bytes);
  assert.deepEqual([read.subject, read.to, read.references], [subject, to, references]);
  for (const each of ["y".repeat(1000), "日".repeat(1000), "=?utf-8?q?x?=", "a  b", "Re:"]) {
    const again = await writer.compose(message({ subject: each }));
    assertSendable(again);
    assert.equal((await simpleParser(Buffer.from(again))).subject, each === "=?utf-8?q?x?=" ? "x" : each);
  }
});

test("international domains go as A-labels, international local parts as they are", async () => {
  const bytes = await writer.compose(message({ to: [{ name: "", address: "ann@bücher.test" }], cc: [] }));
  assert.match(textOf(bytes), /^To: ann@xn--bcher-kva\.test\r$/m);
  const utf8 = Buffer.from(
    await writer.compose(message({ to: [{ name: "", address: "jürgen@bücher.test" }], cc: [] })),
  );
  assert.match(utf8.toString("utf8"), /^To: jürgen@bücher\.test\r$/m);
});

test("ids of others with 8-bit bytes are left out of what is 7-bit, and kept where the mail is international all the same", async () => {
  const ids = { inReplyTo: "<grüße@büro>", references: ["<m0@customer.test>", "<ält@büro>"] };
  const bytes = await writer.compose(message(ids));
  assertSendable(bytes);
  assert.doesNotMatch(textOf(bytes), /^In-Reply-To/m);
  assert.match(textOf(bytes), /^References: <m0@customer\.test>\r$/m);
  const utf8 = await writer.compose(message({ ...ids, to: [{ name: "", address: "jürgen@customer.test" }] }));
  assert.match(Buffer.from(utf8).toString("utf8"), /^In-Reply-To: <grüße@büro>\r$/m);
});

test("a picture whose Content-ID has 8-bit bytes goes as a plain attachment", async () => {
  const picture = await attached("a.png", "image/png", anyBytes, "büro@x");
  const bytes = await writer.compose(message({ html: '<img src="cid:büro@x">', attachments: [picture] }));
  assertSendable(bytes);
  assert.match(textOf(bytes), /^Content-Disposition: attachment; filename=a\.png\r$/m);
});

test("any text and HTML goes out sendable and comes back", async () => {
  const text = fc.string({
    unit: fc.constantFrom("a", "é", "日", "😀", " ", "\n", "\r\n", ">", ".", "=", "From ", "--", "x".repeat(90)),
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(text, text, async (plain, subject) => {
      const bytes = await writer.compose(message({ text: plain, html: "", subject: subject.replace(/[\r\n]+/g, "") }));
      assertSendable(bytes);
      const flat = (value: string) => value.replace(/\r\n/g, "\n").replace(/ +$/gm, "").replace(/\n+$/, "");
      assert.equal(flat((await readHere(bytes)).text), flat(plain).trim() === "" ? "" : flat(plain));
    }),
    { numRuns: 150 },
  );
});
