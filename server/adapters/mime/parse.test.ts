import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { bytesOf, bytesOfAttachment, lines, readHere, sha256Of } from "./reading.fixture.ts";

const folder = new URL("../../../fixtures/mail/", import.meta.url);
const names = readdirSync(folder).filter((name) => /^reader-.*\.eml$/.test(name));
const rawOf = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)));

const summary = async (raw: Uint8Array, chunkBytes?: number) => {
  const reading = await readHere(raw, chunkBytes === undefined ? {} : { chunkBytes });
  const attachments = reading.attachments.map((found) => {
    const bytes = bytesOfAttachment(found, raw);
    const { name, mime, contentId = null, isEmbedded } = found;
    return { name, mime, size: bytes.length, sha256: sha256Of(bytes), contentId, isEmbedded };
  });
  return { ...reading, date: reading.date ?? null, attachments };
};

for (const name of names) {
  test(`the message is read as expected: ${name.slice("reader-".length, -".eml".length)}`, async () => {
    const expected: object = JSON.parse(readFileSync(new URL(name.replace(/eml$/, "json"), folder), "utf8"));
    const read = await summary(rawOf(name));
    assert.deepEqual(Object.fromEntries(Object.keys(expected).map((key) => [key, Reflect.get(read, key)])), expected);
  });
}

test("where chunks are cut plays no part", async () => {
  for (const name of names) {
    const whole = await summary(rawOf(name));
    for (const chunkBytes of [1, 7, 61])
      assert.deepEqual(await summary(rawOf(name), chunkBytes), whole, `${name} by ${chunkBytes}`);
  }
});

const head = lines("From: ann@customer.test", "Subject: here", "Content-Type: multipart/mixed; boundary=X", "");

test("of 5,000 parts the first 1,000 are read (the message itself is one), with a defect", async () => {
  const raw = bytesOf(
    head + lines("--X", "", "Where is it?") + lines("--X", "Content-Type: application/pdf", "", "abc").repeat(5000),
  );
  const reading = await readHere(raw);
  assert.deepEqual([reading.text, reading.attachments.length, reading.isRawOnly], ["Where is it?", 998, false]);
  assert.deepEqual(reading.defects, ["there are more than 1000 parts; the rest is not shown"]);
});

test("a header line of 1 MB is cut, and the mail is readable", async () => {
  const reading = await readHere(
    bytesOf(lines(`X-Long: ${"a".repeat(1_000_000)}`, "From: ann@customer.test", "Subject: here", "", "Where is it?")),
  );
  assert.deepEqual(
    [reading.subject, reading.from[0]?.address, reading.text],
    ["here", "ann@customer.test", "Where is it?"],
  );
  assert.deepEqual(reading.defects, ["a header field is too long and was cut"]);
});

test("nesting beyond 50 and headers beyond 256 kB leave the raw message, with sender and subject", async () => {
  const nested = Array.from({ length: 60 }, (_, depth) =>
    lines(`--${depth === 0 ? "X" : `b${depth}`}`, `Content-Type: multipart/mixed; boundary=b${depth + 1}`, ""),
  ).join("");
  const large = lines(...Array.from({ length: 5 }, () => `X: ${"a".repeat(60_000)}`));
  for (const [raw, because] of [
    [head + nested, "nesting too deep"],
    [large + head, "the headers are too large"],
    [head.slice(0, -2) + large + lines("", "x"), "the headers are too large"],
  ] as const) {
    const reading = await readHere(bytesOf(raw));
    assert.deepEqual([reading.isRawOnly, reading.text, reading.html, reading.attachments], [true, "", "", []]);
    assert.equal(reading.defects.at(-1), `the message could not be parsed: ${because}`);
    if (raw.startsWith("From"))
      assert.deepEqual([reading.subject, reading.from[0]?.address], ["here", "ann@customer.test"]);
  }
});

test("a body line of 3 MB and one without an end are read", async () => {
  const long = "word ".repeat(600_000);
  const reading = await readHere(bytesOf(lines("From: ann@customer.test", "") + long));
  assert.equal(reading.text, long);
});

test("too much text is cut and attached whole", async () => {
  const text = "Where is it?\r\n".repeat(1000);
  const raw = bytesOf(lines("From: ann@customer.test", "") + text);
  for (const limits of [{ textCharactersMax: 100 }, { keptBytesMax: 100 }]) {
    const reading = await readHere(raw, { limits });
    assert.ok(reading.text.length <= 100);
    assert.deepEqual(reading.defects, ["the text is too long and was cut; the whole is attached"]);
    assert.equal(Buffer.from(bytesOfAttachment(reading.attachments[0] ?? assert.fail(), raw)).toString(), text);
  }
});

test("a text of millions of empty lines costs little more than its size", async () => {
  const reading = await readHere(bytesOf(`${lines("From: ann@customer.test", "")}start${"\n".repeat(4_000_000)}end`));
  assert.equal(reading.text.length, 4_000_008);
  assert.deepEqual(reading.defects, []);
});

test("more addresses than are shown are counted", async () => {
  const to = Array.from({ length: 600 }, (_, index) => `a${index}@customer.test`).join(",\r\n ");
  const reading = await readHere(bytesOf(lines("From: ann@customer.test", `To: ${to}`, "", "x")));
  assert.equal(reading.to.length, 500);
  assert.deepEqual(reading.defects, ["to has 100 more addresses than are shown"]);
});

test("bytes without any header are raw-only", async () => {
  for (const text of ["", "hello\r\nworld\r\n", "\0\0\0"])
    assert.equal((await readHere(bytesOf(text))).isRawOnly, true);
});

test("a message that begins with an empty line has no header, only a body", async () => {
  assert.equal((await readHere(bytesOf("\r\nbody\r\n"))).text.trim(), "body");
});

test("trouble of the source is thrown, because it says nothing about the message", async () => {
  const { parse } = await import("./parse.ts");
  const { readingLimits } = await import("./limits.ts");
  async function* broken() {
    yield bytesOf(lines("From: ann@customer.test", "", "x"));
    throw new Error("disk");
  }
  const html = { sanitise: String, toText: String };
  await assert.rejects(parse(broken(), { rawOnly: false, limits: readingLimits, html }), /disk/);
});

test("a multipart whose subtype is no word is mixed, and nothing of it that cannot be stored stays", async () => {
  const raw = bytesOf(head.replace("multipart/mixed", "multipart/\0mixed") + lines("--X", "", "Where is it?", "--X--"));
  const { parts } = await readHere(raw, { chunkBytes: 1 });
  assert.equal(parts[0]?.mime, "multipart/mixed");
});

test("mutated mails never make the reader throw, and what it gives can be stored", async () => {
  const raws = names.map(rawOf);
  const mutation = fc.record({
    raw: fc.constantFrom(...raws),
    cuts: fc.array(
      fc.tuple(
        fc.nat(4000),
        fc.nat(40),
        fc.oneof(
          fc.uint8Array({ maxLength: 12 }),
          fc.constantFrom(...["\r\n", "--X", "--X--", "\r\n\r\n", "=?utf-8?q?", "\0"].map(bytesOf)),
        ),
      ),
      { maxLength: 6 },
    ),
    chunkBytes: fc.constantFrom(1, 13, 4096),
  });
  await fc.assert(
    fc.asyncProperty(mutation, async ({ raw, cuts, chunkBytes }) => {
      let mutated: Uint8Array = raw;
      for (const [at, removed, inserted] of cuts) {
        const start = at % (mutated.length + 1);
        mutated = Buffer.concat([mutated.subarray(0, start), inserted, mutated.subarray(start + removed)]);
      }
      const reading = await readHere(mutated, { chunkBytes });
      for (const { source } of reading.attachments)
        if (source.kind === "range") assert.ok(source.start <= source.end && source.end <= mutated.length);
      const { attachments: _, ...texts } = reading;
      assert.doesNotMatch(JSON.stringify(texts), /\\u0000|\\ud[89a-f]/);
    }),
    { numRuns: 400 },
  );
});

test("an id that a library made an encoded word of is that id", async () => {
  const [own, word] = ["<c.17@acme.test>", "=?utf-8?q?=3Cc=2E17=40acme=2Etest=3E?="];
  const reading = await readHere(
    bytesOf(lines("From: ann@customer.test", `In-Reply-To: ${word}`, `References: <a@b.test>`, ` ${word}`, "", "")),
  );
  assert.deepEqual([reading.inReplyTo, reading.references], [[own], ["<a@b.test>", own]]);
});
