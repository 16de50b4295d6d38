import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readBody, readOperationName } from "../read-body.ts";
import { pathOfTo } from "./content.ts";
import { emailCommands } from "./email-commands.ts";

type Name = keyof typeof emailCommands;
const isName = (name: string): name is Name => Object.hasOwn(emailCommands, name);

/** `code path: message` of a refused body. */
function refusalOf(body: unknown): string {
  const named = readOperationName(body, isName);
  const read = named.ok && isName(named.value) ? readBody(emailCommands[named.value], body) : named;
  assert(!read.ok, `not refused: ${JSON.stringify(body)}`);
  return `${read.problem.code} ${read.problem.path}: ${read.problem.message}`;
}

function accepted<Command extends Name>(name: Command, body: Readonly<Record<string, unknown>>) {
  const read = readBody(emailCommands[name], { operationName: name, ...body });
  assert(read.ok, JSON.stringify(read));
  return read.value;
}

const given = (path: string, value: string) => ({ path, value });

test("the examples of wire.md 5 are read as they are meant", () => {
  assert.deepEqual(accepted("Accept", { saveLAR: true }), { operationName: "Accept", saveLAR: true });
  assert.deepEqual(accepted("Reject", { comment: "not my language" }), {
    operationName: "Reject",
    comment: "not my language",
  });
  assert.deepEqual(accepted("Cancel", {}), { operationName: "Cancel" });
  assert.deepEqual(accepted("CancelReply", {}), { operationName: "CancelReply" });
  assert.deepEqual(accepted("Complete", { saveLAR: false }), { operationName: "Complete", saveLAR: false });
  assert.deepEqual(accepted("PlaceInQueue", { queueName: "general", comment: "billing question" }), {
    operationName: "PlaceInQueue",
    queueName: "general",
    comment: "billing question",
  });
});

test("Reply reads the seed's body and dialect B's body, and has its defaults", () => {
  const seed = {
    subjectPrefix: "Re: ",
    replyToStartLine: "Ann wrote:",
    indentCharacter: "> ",
    quoteOriginal: true,
    queueName: "email-drafts",
  };
  assert.deepEqual(accepted("Reply", seed), { operationName: "Reply", ...seed });
  const b = {
    queueUri: "http://h/api/v2/queues/1",
    bodyAsPlainText: "Hello Ann,",
    body: "<p>Hello Ann,</p>",
    userData: { Topic: "Shipping" },
  };
  assert.deepEqual(accepted("Reply", b), {
    operationName: "Reply",
    subjectPrefix: "",
    indentCharacter: "",
    quoteOriginal: false,
    ...b,
  });
});

test("Send reads the seed's container and keeps the spelling of every key for later refusals", () => {
  const seed = {
    toAddress: "ann@customer.test",
    subject: "Re: Order 4711",
    text: "Tomorrow.",
    fromAddress: "support@acme.test",
    ccAddress: "bob@customer.test, joe@customer.test",
    bccAddress: "log@acme.test",
  };
  assert.deepEqual(accepted("Send", { queueName: "email-outbound", email_object: seed }), {
    operationName: "Send",
    queueName: "email-outbound",
    saveLAR: false,
    content: {
      container: "email_object",
      to: { path: "$.email_object.toAddress", entries: [given("$.email_object.toAddress", seed.toAddress)] },
      subject: given("$.email_object.subject", seed.subject),
      text: given("$.email_object.text", seed.text),
      from: given("$.email_object.fromAddress", seed.fromAddress),
      cc: { path: "$.email_object.ccAddress", entries: [given("$.email_object.ccAddress", seed.ccAddress)] },
      bcc: { path: "$.email_object.bccAddress", entries: [given("$.email_object.bccAddress", seed.bccAddress)] },
    },
  });
});

test("an absent key leaves the draft, an empty one clears it, blank entries are dropped", () => {
  const { content } = accepted("Save", {
    email: { to: ["ann@x.test", " "], cc: [""], bcc: "", subject: "", body: null },
  }) as { content: object };
  assert.deepEqual(content, {
    container: "email",
    to: { path: "$.email.to", entries: [given("$.email.to[0]", "ann@x.test")] },
    cc: { path: "$.email.cc", entries: [] },
    bcc: { path: "$.email.bcc", entries: [] },
    subject: given("$.email.subject", ""),
  });
});

test("content keys are known in any case, in every documented spelling, with and without a plural", () => {
  const spellings = {
    to: ["to", "To", "toAddress", "ToAddress", "ToAddresses", "TOADDRESSES"],
    cc: ["cc", "ccAddress", "CCAddresses"],
    bcc: ["bcc", "bccAddress", "BCCAddresses", "BCCAddress"],
    from: ["from", "fromAddress", "FromAddress"],
    subject: ["subject", "Subject"],
    text: ["text", "Text", "bodyAsPlainText"],
    html: ["body", "html", "structuredText", "StructuredText"],
  };
  for (const [meaning, keys] of Object.entries(spellings)) {
    for (const key of keys) {
      const { content } = accepted("Save", { email_object: { [key]: "x" } }) as { content: object };
      assert(meaning in content, key);
    }
  }
});

test("the same meaning twice is fine while it says the same", () => {
  accepted("Save", {
    email: { to: "a@x.test", toAddress: ["a@x.test"], mime: "text/html; charset=utf-8", MimeType: "TEXT/PLAIN" },
  });
});

test("null counts as absent at any depth, where it is no value", () => {
  const level = { skill: { name: "French", level: null } };
  assert.deepEqual(accepted("Transfer", level), accepted("Transfer", { skill: { name: "French" } }));
  assert.equal(
    refusalOf({ operationName: "Transfer", skill: { name: 3, level: null } }),
    "10 $.skill.name: expected string, got number",
  );
  const userData = { Topic: null, Order: { no: null } };
  const reply = { operationName: "Reply", userData, subjectPrefix: null };
  const read = readBody(emailCommands.Reply, reply);
  assert.deepEqual(read.ok && read.value.userData, userData);
});

test("null counts as absent, unknown keys are ignored", () => {
  assert.deepEqual(accepted("Reply", { subjectPrefix: null, quoteOriginal: null, colour: "red" }), {
    operationName: "Reply",
    subjectPrefix: "",
    indentCharacter: "",
    quoteOriginal: false,
  });
  assert.deepEqual(accepted("Save", { email: null, email_object: null }), {
    operationName: "Save",
    content: undefined,
  });
});

test("saveLAR is a boolean or its word", () => {
  for (const [written, read] of [[true, true], ["true", true], ["false", false], [undefined, false]] as const) {
    assert.deepEqual(accepted("Accept", { saveLAR: written }), { operationName: "Accept", saveLAR: read });
  }
}); // biome-ignore format: pairs

const line = "line breaks are not allowed";
const refusals: readonly [unknown, string][] = [
  [{}, "1 $.operationName: missing"],
  [{ operationName: "" }, "1 $.operationName: missing"],
  [{ operationName: null }, "1 $.operationName: missing"],
  [{ operationName: "Foo" }, '10 $.operationName: unknown operation "Foo"'],
  [{ operationName: "constructor" }, '10 $.operationName: unknown operation "constructor"'],
  [{ operationName: 5 }, "10 $.operationName: expected string, got number"],
  [[], "10 $: expected object, got array"],
  ["Accept", "10 $: expected object, got string"],
  [null, "10 $: expected object, got null"],
  [{ operationName: "Reply", quoteOriginal: "true" }, "10 $.quoteOriginal: expected boolean, got string"],
  [{ operationName: "Reply", subjectPrefix: "x".repeat(101) }, "10 $.subjectPrefix: at most 100 characters"],
  [{ operationName: "Reply", subjectPrefix: "Re:\n" }, `10 $.subjectPrefix: ${line}`],
  [{ operationName: "Reply", replyToStartLine: "x".repeat(1_001) }, "10 $.replyToStartLine: at most 1000 characters"],
  [{ operationName: "Reply", indentCharacter: "x".repeat(21) }, "10 $.indentCharacter: at most 20 characters"],
  [{ operationName: "Reply", queueName: 7 }, "10 $.queueName: expected string, got number"],
  [{ operationName: "Reply", userData: [] }, "10 $.userData: expected object, got array"],
  [{ operationName: "Reply", userData: { a: [1] } }, "10 $.userData.a: expected string, number, boolean, null or object, got array"],
  [{ operationName: "Reply", userData: { a: { b: { c: { d: 1 } } } } }, "10 $.userData.a.b.c: at most 3 levels"],
  [{ operationName: "Reply", userData: JSON.parse('{"a":{"b":-1e400}}') }, "10 $.userData.a.b: the number is too large"],
  [
    { operationName: "Reply", userData: JSON.parse('{"a":{"b":1234567890123456789}}') },
    "10 $.userData.a.b: whole numbers are kept up to 9007199254740991: send this one as a string",
  ],
  [{ operationName: "Reply", userData: { "": 1 } }, "10 $.userData: keys have 1 to 255 characters"],
  [{ operationName: "Reply", userData: { a: "x".repeat(65_536) } }, "10 $.userData: at most 65536 bytes"],
  [{ operationName: "Accept", saveLAR: "yes" }, "10 $.saveLAR: expected boolean, got string"],
  [{ operationName: "Reject", comment: "x".repeat(10_001) }, "10 $.comment: at most 10000 characters"],
  [{ operationName: "Save", email: "x" }, "10 $.email: expected object, got string"],
  [{ operationName: "Save", email: { to: 5 } }, "10 $.email.to: expected string or array, got number"],
  [{ operationName: "Save", email: { to: ["a@x.test", null] } }, "10 $.email.to[1]: expected string, got null"],
  [{ operationName: "Save", email_object: { ToAddress: "a@x.test\r\nBcc: b@x.test" } }, `10 $.email_object.ToAddress: ${line}`],
  [{ operationName: "Save", email: { cc: ["a@x.test", "b\n@x.test"] } }, `10 $.email.cc[1]: ${line}`],
  [{ operationName: "Save", email: { Subject: "a\u2028b" } }, `10 $.email.Subject: ${line}`],
  [{ operationName: "Save", email: { subject: "x".repeat(1_001) } }, "10 $.email.subject: at most 1000 characters"],
  [{ operationName: "Save", email: { from: ["a@x.test"] } }, "10 $.email.from: expected string, got array"],
  [{ operationName: "Save", email: { mime: "text/plain" } }, '10 $.email.mime: expected text/html, got "text/plain"'],
  [{ operationName: "Save", email: { mimeType: "text/html" } }, '10 $.email.mimeType: expected text/plain, got "text/html"'],
  [{ operationName: "Save", email: { to: "a@x.test", toAddress: "b@x.test" } }, "2 $.email.toAddress: contradicts $.email.to"],
  [{ operationName: "Save", email: {}, email_object: {} }, "2 $.email: email and email_object exclude each other"],
  [{ operationName: "Send", email: { subject: 1 }, email_object: {} }, "10 $.email.subject: expected string, got number"],
  [{ operationName: "PlaceInQueue" }, "1 $.queueName: missing"],
  [{ operationName: "PlaceInQueue", queueName: "" }, "1 $.queueName: missing"],
  [{ operationName: "PlaceInQueue", comment: 5 }, "10 $.comment: expected string, got number"],
]; // biome-ignore format: a table
for (const [body, problem] of refusals) {
  test(`refused: ${problem}`, () => assert.equal(refusalOf(body), problem));
}

test("a Send without To is named by the container the client used", () => {
  assert.equal(pathOfTo(undefined), "$.email_object.toAddress");
  assert.equal(pathOfTo({ container: "email_object" }), "$.email_object.toAddress");
  assert.equal(pathOfTo({ container: "email" }), "$.email.to");
  assert.equal(pathOfTo({ container: "email", to: { path: "$.email.ToAddress", entries: [] } }), "$.email.ToAddress");
});

test("whatever JSON comes, it is read or refused, never thrown at", () => {
  const keys = fc.constantFrom(
    "operationName",
    "email",
    "email_object",
    "to",
    "subject",
    "userData",
    "queueName",
    "saveLAR",
    "__proto__",
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(...Object.keys(emailCommands)),
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(keys, tie("tree"), { maxKeys: 6 }),
    ),
  }));
  fc.assert(
    fc.property(fc.constantFrom(...Object.values(emailCommands)), tree, (schema, body) => {
      const read = readBody(schema, body);
      if (!read.ok) assert(read.problem.path.startsWith("$") && read.problem.message.length > 0);
    }),
    { numRuns: 500 },
  );
});
