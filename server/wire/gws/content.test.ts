import assert from "node:assert/strict";
import { test } from "node:test";
import { acme } from "../../testing/centre.ts";
import { contentOf, type Desk, desk, dialects, refusalIn } from "./desk.fixture.ts";

const container = { A: "email_object", B: "email" } as const;
const first = {
  to: "Ann Lee <ann@customer.test>",
  cc: "c@x.test",
  bcc: "b@x.test",
  subject: "Order",
  text: "Hello",
  body: "<p>Hello</p>",
};

/** A draft with something in every field. */
async function draftAt(at: Desk): Promise<string> {
  await at.ready("alice");
  return at.done("alice", "", { operationName: "Create", email: first });
}

for (const dialect of dialects) {
  const under = container[dialect.name];
  const save = (content: object) => ({ operationName: "Save", [under]: content });

  test(`${dialect.name}: contents are read as wire.md 5.2 says, sentence by sentence`, async (t) => {
    const at = await desk(t, dialect);
    const id = await draftAt(at);
    const two = ["a@x.test", "b@x.test"];
    const table: readonly (readonly [string, object, object])[] = [
      ["a list in RFC 5322 form", { to: 'Al <a@x.test>, "B, C" <b@x.test>' }, { to: two }],
      ["separated by semicolons", { ToAddress: "a@x.test; b@x.test" }, { to: two }],
      ["an array of such strings", { toAddresses: ["a@x.test", " b@x.test "] }, { to: two }],
      ["lists inside an array", { TOADDRESSES: ["a@x.test;b@x.test", ""] }, { to: two }],
      [
        "an s at the end or not",
        { ccs: "a@x.test", BccAddresses: "b@x.test" },
        { cc: ["a@x.test"], bcc: ["b@x.test"] },
      ],
      ["an empty string means none", { cc: "" }, { cc: [] }],
      ["an empty array means none", { bcc: [] }, { bcc: [] }],
      ["an array with an empty string means none", { to: [""] }, { to: [] }],
      ["null counts as absent", { to: null, cc: "d@x.test", subject: null }, { to: [], cc: ["d@x.test"] }],
      [
        "absent keys stay",
        { subject: "New" },
        { subject: "New", cc: ["d@x.test"], text: "Hello", html: "<p>Hello</p>" },
      ],
      ["unknown keys are ignored", { colour: "red" }, { subject: "New" }],
      ["an empty subject is cleared", { Subject: "" }, { subject: "" }],
      [
        "only HTML: the text is derived",
        { html: "<p>Hi <b>you</b></p>" },
        { text: "Hi you", html: "<p>Hi <b>you</b></p>" },
      ],
      ["only text: no HTML is left", { Text: "a < b" }, { text: "a < b", html: "<p>a &lt; b</p>" }],
      ["both as given", { text: "plain", StructuredText: "<p>rich</p>" }, { text: "plain", html: "<p>rich</p>" }],
      ["an empty text clears both", { bodyAsPlainText: "" }, { text: "", html: "" }],
      ["types with parameters", { mime: "Text/HTML; charset=utf-8", mimeType: "text/plain" }, {}],
      ["the same twice, said in two ways", { to: "a@x.test, b@x.test", toAddress: two }, { to: two }],
      ["an alias in From", { fromAddress: "Help <help@acme.test>" }, { from: "help@acme.test" }],
      ["an empty From is cleared", { FromAddress: "" }, { from: "" }],
    ];
    for (const [sentence, given, expected] of table) {
      await at.done("alice", id, save(given));
      const shown = contentOf(await at.read("alice", id));
      assert.deepEqual({ ...shown, ...expected }, shown, sentence);
    }
  });

  test(`${dialect.name}: a bare address keeps the name that the draft has for it`, async (t) => {
    const at = await desk(t, dialect);
    const id = await draftAt(at);
    await at.done("alice", id, save({ cc: ["ANN@customer.test", "d@x.test"], to: "D <d@x.test>" }));
    const stored = await at.centre.performing.store.read(async ({ interactions }) =>
      interactions.content((await interactions.byId(id))?.content ?? ""),
    );
    assert.deepEqual(stored?.cc, [
      { name: "Ann Lee", address: "ANN@customer.test" },
      { name: "", address: "d@x.test" },
    ]);
    assert.deepEqual(stored?.from, { name: "Acme Support", address: "support@acme.test" });
  });

  test(`${dialect.name}: what content refuses has its code, the path as it was spelt, and changes nothing`, async (t) => {
    const at = await desk(t, dialect, { ...acme, settings: { recipientsMax: 3 } });
    const id = await draftAt(at);
    const before = await at.read("alice", id);
    const table: readonly (readonly [object, number, string])[] = [
      [{ ToAddress: ["a@x.test", "ann@"] }, 10, 'ToAddress[1]: not an e-mail address: "ann@"'],
      [{ to: "a@x.test, @x" }, 10, 'to: not an e-mail address: "@x"'],
      [{ to: 5 }, 10, "to: expected string or array, got number"],
      [{ cc: "a@x.test\nBcc: b@x.test" }, 10, "cc: line breaks are not allowed"],
      [{ bcc: ["a@x.test", "b\r@x.test"] }, 10, "bcc[1]: line breaks are not allowed"],
      [{ Subject: "a\nb" }, 10, "Subject: line breaks are not allowed"],
      [{ subject: "x".repeat(1_001) }, 10, "subject: at most 1000 characters"],
      [{ fromAddress: "ann@x.test" }, 10, "fromAddress: you may not send from ann@x.test"],
      [{ from: "support@acme.test\r\nX: y" }, 10, "from: line breaks are not allowed"],
      [{ cc: ["1@x.test", "2@x.test"] }, 10, "cc: more than 3 recipients"],
      [{ mime: "text/plain" }, 10, 'mime: expected text/html, got "text/plain"'],
      [{ mimeType: "text/html" }, 10, 'mimeType: expected text/plain, got "text/html"'],
      [{ to: "a@x.test", toAddress: "b@x.test" }, 2, `toAddress: contradicts $.${under}.to`],
      [{ text: "a", bodyAsPlainText: "b" }, 2, `bodyAsPlainText: contradicts $.${under}.text`],
    ];
    for (const [given, code, text] of table) {
      const refused = refusalIn(await at.op("alice", id, save(given)));
      assert.deepEqual(refused, [400, code, `$.${under}.${text}`]);
    }
    const both = { operationName: "Save", email: {}, email_object: {} };
    const excluded = [400, 2, "$.email: email and email_object exclude each other"];
    assert.deepEqual(refusalIn(await at.op("alice", id, both)), excluded);
    assert.deepEqual(await at.read("alice", id), before);
  });

  test(`${dialect.name}: two texts travel as alternatives, one alone as plain text, a cleared From not at all`, async (t) => {
    const at = await desk(t, dialect);
    const bytesOf = async (content: object) => {
      const id = await draftAt(at);
      await at.done("alice", id, { operationName: "Send", [under]: content });
      const found = await at.centre.performing.store.read((reading) => reading.deliveries.of(id));
      return Buffer.from(await at.centre.files.read(found?.delivery.sha256 ?? "")).toString();
    };
    assert.match(await bytesOf({}), /^Content-Type: multipart\/alternative/m);
    const plain = await bytesOf({ text: "Tomorrow." });
    assert.match(plain, /^Content-Type: text\/plain/m);
    assert.doesNotMatch(plain, /multipart|text\/html|^Bcc:/m);
    const id = await draftAt(at);
    const missing = refusalIn(await at.op("alice", id, { operationName: "Send", [under]: { from: "" } }));
    assert.deepEqual(missing.slice(0, 2), [400, 1]);
  });
}
