import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { test } from "node:test";
import { type Files, NoRoom } from "../../ports/files.ts";
import { load } from "../../testing/agent-day.ts";
import { type Answered, attaching, formWith, rawForm } from "./attachments.fixture.ts";
import { basic } from "./http.fixture.ts";

const filePart = (parameters: string, ...more: readonly string[]) => [
  `Content-Disposition: form-data; name="attachment"; ${parameters}`,
  ...more,
];
const bytes = Buffer.from(Uint8Array.from({ length: 5_000 }, (_, index) => (index * 31) % 256));

test("a file is attached under every name of the draft, and comes back byte for byte", async (t) => {
  const { draft, call, upload } = await attaching(t);
  const bases = ["/me/interactions", "/me/emails", "/me/email", "/emails", "/email", "/interactions"];
  for (const base of bases) {
    const path = `${base}/${draft}/attachments`;
    const answer = await upload(formWith(bytes, "label.pdf", "application/pdf"), path);
    assert.equal(answer.status, 200, String(answer.bytes));
    assert.deepEqual(Object.keys(answer.json), ["status", "statusCode", "referenceId", "documentId"]);
    const downloaded = await call("GET", `${path}/${answer.json["documentId"]}`);
    assert.deepEqual(downloaded.bytes, bytes);
    assert.equal(downloaded.headers.get("content-type"), "application/pdf");
  }
  const { json } = await call("GET", `/me/emails/${draft}/attachments`);
  assert.equal(Object(json["attachments"]).length, bases.length);
});

test("files that are dropped at once are all attached, and none waits for a second try", async (t) => {
  const { at, call, upload } = await attaching(t);
  const names = Array.from({ length: 15 }, (_, number) => `${number}.txt`);
  const answers = await Promise.all(names.map((name) => upload(formWith("x", name))));
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
  const shown: readonly { readonly name: string }[] = Object((await call("GET", at)).json["attachments"]);
  assert.deepEqual(shown.map(({ name }) => name).toSorted(), names.toSorted());
});

test("without the base and with a slash at the end it is the same upload", async (t) => {
  const { port, draft } = await attaching(t);
  const url = `http://127.0.0.1:${port}/me/interactions/${draft}/attachments/`;
  const answer = await fetch(url, { method: "POST", headers: { authorization: basic("alice") }, body: formWith("x") });
  assert.equal(answer.status, 200);
});

test("names and types are made safe, and the list shows what was made of them", async (t) => {
  const { at, call } = await attaching(t);
  const rows = [
    [filePart('filename="..\\..\\a:b?.txt"', "Content-Type: Text/Plain; charset=utf-8"), "a_b_.txt", "text/plain"],
    [filePart("filename=\"x\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe.pdf"), "Größe.pdf", "application/pdf"],
    [filePart('filename="日本.eml"'), "日本.eml", "message/rfc822"],
    [filePart('filename="a\0b\u0001.txt"'), "a_b_.txt", "text/plain"],
    [filePart("filename*=UTF-8''a%00b.txt"), "a_b.txt", "text/plain"],
    [filePart('filename=""'), "attachment", "application/octet-stream"],
    [filePart('filename="x.bin"', "Content-Type: multipart/mixed; boundary=q"), "x.bin", "application/octet-stream"],
    [filePart('filename="x.png"', "Content-Type: nonsense"), "x.png", "image/png"],
    [filePart('filename="evil\u202Egpj.exe"'), "evilgpj.exe", "application/octet-stream"],
  ] as const;
  for (const [head, name, mime] of rows) {
    const { status, json } = await call("POST", at, rawForm([[head, "x"]]));
    assert.equal(status, 200, JSON.stringify(json));
    const shown = Object((await call("GET", at)).json["attachments"]).at(-1);
    assert.deepEqual([shown.name, shown.mime, shown.size], [name, mime, 1]);
  }
});

test("an empty file is a file", async (t) => {
  const { at, call, upload } = await attaching(t);
  const { json } = await upload(formWith("", "empty.txt"));
  const { status, bytes: nothing, headers } = await call("GET", `${at}/${json["documentId"]}`);
  assert.deepEqual([status, nothing.length, headers.get("content-length")], [200, 0, "0"]);
});

test("an inline picture has a Content-ID: the given one, else one that is made", async (t) => {
  const { at, call, upload } = await attaching(t);
  await upload(formWith(bytes, "a.png", "image/png", { inline: "true", contentId: "<logo@acme.test>" }));
  await upload(formWith(bytes, "b.png", "image/png", { inline: "true" }));
  await upload(formWith(bytes, "c.png", "image/png", { inline: "false", contentId: "ignored" }));
  const shown = Object((await call("GET", at)).json["attachments"]);
  assert.deepEqual(
    shown.map(({ isEmbedded, contentId = "" }: { isEmbedded: boolean; contentId?: string }) => [
      isEmbedded,
      contentId.replace(/^\w{16}/, "ID"),
    ]),
    [
      [true, "logo@acme.test"],
      [true, "ID@postroom"],
      [false, ""],
    ],
  );
});

/** Nothing was changed by any of these. */
async function refusedWith(
  attached: Awaited<ReturnType<typeof attaching>>,
  rows: readonly (readonly [string, Promise<Answered> | (() => Promise<Answered>), readonly unknown[]])[],
) {
  const before = await load(attached.centre, attached.draft);
  const filesBefore = await Array.fromAsync(attached.centre.files.list());
  for (const [what, answer, expected] of rows) {
    assert.deepEqual((await (typeof answer === "function" ? answer() : answer)).failure, expected, what);
  }
  assert.deepEqual(await load(attached.centre, attached.draft), before);
  assert.deepEqual((await Array.fromAsync(attached.centre.files.list())).length, filesBefore.length);
}

test("what is no form with exactly one file is refused, and nothing of it stays", async (t) => {
  const attached = await attaching(t);
  const { at, call, upload } = attached;
  const two = formWith("a");
  two.append("attachment", new Blob(["b"]), "b.txt");
  const other = new FormData();
  other.append("file", new Blob(["b"]), "b.txt");
  const besides = formWith("a");
  besides.append("file", new Blob(["b"]), "b.txt");
  const text = new FormData();
  text.append("attachment", "no file");
  const one = rawForm([[filePart('filename="a"'), "x"]]);
  const cut = { ...one, body: one.body.subarray(0, -6) };
  const expected = [10, "multipart/form-data expected"];
  await refusedWith(attached, [
    ["two files", () => upload(two), [400, 10, "attachment: exactly one file expected"]],
    ["another beside it", () => upload(besides), [400, 10, "attachment: exactly one file expected"]],
    ["a field", () => upload(text), [400, 10, "attachment: exactly one file expected"]],
    ["another name", () => upload(other), [400, 1, "attachment: missing"]],
    ["no part at all", () => upload(new FormData()), [400, 1, "attachment: missing"]],
    ["JSON", () => call("POST", at, { body: {} }), [415, ...expected]],
    ["no body", () => call("POST", at), [415, ...expected]],
    ["no boundary", () => call("POST", at, { ...one, headers: { "content-type": "multipart/form-data" } }), [415, ...expected]],
    ["a compressed form", () => call("POST", at, { ...one, headers: { ...one.headers, "content-encoding": "gzip" } }), [415, ...expected]],
    ["a form without its end", () => call("POST", at, cut), [400, ...expected]],
    ["nonsense", () => call("POST", at, { ...one, body: Buffer.from("nonsense") }), [400, ...expected]],
    ["inline", () => upload(formWith("a", "a.png", "", { inline: "yes" })), [400, 10, "inline: expected true or false"]],
    ["contentId", () => upload(formWith("a", "a.png", "", { inline: "true", contentId: "a b\r\nX: y" })), [400, 10, "contentId: not a Content-ID"]],
    ["a field that is too long", () => upload(formWith("a", "a", "", { note: "x".repeat(70_000) })), [413, 10, "the body is too large"]],
  ]); // biome-ignore format: one row each
});

test("what is too large is refused: by its announced length, as it comes, and for the mail as a whole", async (t) => {
  const attached = await attaching(t, { attachmentBytesMax: 100_000, messageBytesMax: 200_000 });
  const { at, draft, port, centre, upload } = attached;
  const file = [413, 10, "attachment: larger than 100000 bytes"];
  const mail = [413, 10, "the mail would be larger than 200000 bytes"];
  const chunked = async (size: number) => {
    const { body, headers } = rawForm([[filePart('filename="a"'), Buffer.alloc(size)]]);
    const url = `http://127.0.0.1:${port}/api/v2${at}`;
    const options = { method: "POST", duplex: "half", headers: { ...headers, authorization: basic("alice") } };
    // `duplex` is newer than the type.
    const answer = await fetch(url, { ...options, body: ReadableStream.from([new Uint8Array(body)]) } as RequestInit);
    const { statusCode, statusMessage } = Object(await answer.json());
    return { failure: [answer.status, statusCode, statusMessage] } as unknown as Answered;
  };
  await refusedWith(attached, [
    ["announced", () => upload(formWith(Buffer.alloc(300_000))), file],
    ["as it comes", () => upload(formWith(Buffer.alloc(100_001))), file],
    ["in chunks", () => chunked(100_001), file],
    ["in many chunks", () => chunked(2_000_000), file],
  ]);
  assert.equal((await upload(formWith(Buffer.alloc(100_000)))).status, 200);
  await refusedWith(attached, [
    ["the mail", () => upload(formWith(Buffer.alloc(60_000))), mail],
    [
      "the mail, by announced length",
      () => upload(formWith(Buffer.alloc(99_999 + 40_000), "x", "message/rfc822")),
      mail,
    ],
  ]);
  assert.equal((await upload(formWith(Buffer.alloc(40_000)))).status, 200);
  assert.equal((await load(centre, draft)).attachments.length, 2);
});

test("who may not attach is refused before the body is read", async (t) => {
  const attached = await attaching(t, { attachmentsMax: 1 });
  const { centre, original, draft, at, call, upload, port } = attached;
  const another = (user: string) => upload(formWith("x"), at, { as: user });
  const unread = (path: string) => unreadUpload(port, path);
  await refusedWith(attached, [
    ["nobody", () => call("POST", at, { ...rawForm([]), headers: { authorization: "" } }), [401, 20, "authentication required"]],
    ["an admin", () => another("root"), [403, 5, "adding attachments needs role agent"]],
    ["another agent", () => another("bob"), [403, 3, "AddAttachment is not possible: the interaction is held by another user"]],
    ["unknown", () => upload(formWith("x"), "/me/emails/NOSUCH/attachments"), [404, 6, "interaction not found: NOSUCH"]],
    ["no draft", () => upload(formWith("x"), `/me/emails/${original}/attachments`), [409, 2, "AddAttachment is not possible: the interaction is Processing"]],
    ["a stale version", () => upload(formWith("x"), at, { headers: { "if-match": '"9"' } }), [409, 2, "version 9 is stale, the present version is 1"]],
  ]); // biome-ignore format: one row each
  assert.match(await unread(`/me/emails/${original}/attachments`), /^HTTP\/1\.1 409 .*"statusCode":2/s);
  assert.match(await unread("/me/emails/NOSUCH/attachments"), /^HTTP\/1\.1 404 .*"statusCode":6/s);
  assert.equal((await upload(formWith("x"), at, { headers: { "if-match": '"1"' } })).status, 200);
  await refusedWith(attached, [["too many", () => upload(formWith("x")), [400, 10, "attachment: more than 1"]]]);
  assert.match(await unread(at), /^HTTP\/1\.1 400 .*"attachment: more than 1"/s);
  assert.equal((await load(centre, draft)).version, 2);
});

/** Announces a megabyte, sends nothing of it, and hears the answer. */
async function unreadUpload(port: number, path: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  const head = [
    `POST /api/v2${path} HTTP/1.1`,
    "Host: a",
    `Authorization: ${basic("alice")}`,
    "Content-Type: multipart/form-data; boundary=b",
    "Content-Length: 1000000",
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  const [answer] = await once(socket, "data");
  socket.destroy();
  return String(answer);
}

test("a cookie needs the session's token, and a foreign page may not upload", async (t) => {
  const { at, call, port } = await attaching(t);
  const me = await call("GET", "/me");
  const cookie = me.headers.get("set-cookie")?.split(";", 1)[0] ?? "";
  const asking = { method: "POST", body: formWith("x") };
  const url = `http://127.0.0.1:${port}/api/v2${at}`;
  assert.equal((await fetch(url, { ...asking, headers: { cookie } })).status, 403);
  const token = me.headers.get("x-csrf-token") ?? "";
  assert.equal((await fetch(url, { ...asking, headers: { cookie, "x-csrf-token": token } })).status, 200);
  const foreign = await call("POST", at, { ...rawForm([]), headers: { origin: "https://evil.test" } });
  assert.deepEqual(foreign.failure, [403, 3, "this origin is not allowed"]);
});

test("the same key with the same file is the first answer again, whatever the boundary; another file is another request", async (t) => {
  const { centre, draft, at, call } = await attaching(t);
  const send = (boundary: string, content: string, name = "a.txt", key = "k1") => {
    const { body, headers } = rawForm([[filePart(`filename="${name}"`), content]], boundary);
    return call("POST", at, { body, headers: { ...headers, "idempotency-key": key } });
  };
  const first = await send("one", "bytes");
  const again = await send("two", "bytes");
  assert.deepEqual([again.status, String(again.bytes)], [200, String(first.bytes)]);
  assert.equal(again.headers.get("idempotency-replayed"), "true");
  const reused = [409, 2, "Idempotency-Key was used for another request"];
  assert.deepEqual((await send("one", "other bytes")).failure, reused);
  assert.deepEqual((await send("one", "bytes", "b.txt")).failure, reused);
  assert.equal((await load(centre, draft)).attachments.length, 1);
  await call("POST", `/me/emails/${draft}`, { body: { operationName: "Cancel" } });
  assert.deepEqual(
    String((await send("three", "bytes")).bytes),
    String(first.bytes),
    "also when the draft has gone on",
  );
  assert.equal((await send("one", "bytes", "a.txt", "k2")).status, 409);
});

test("below the floor of free space an upload waits, and nothing else does", async (t) => {
  const attached = await attaching(t, {}, (files): Files => ({ ...files, free: async () => 134_217_727 }));
  const { at, call, draft } = attached;
  const { status, headers, json } = await call("POST", at, rawForm([[filePart('filename="a"'), "x"]]));
  assert.deepEqual([status, json["statusCode"], headers.get("retry-after")], [503, 4, "60"]);
  const { status: removing } = await call("GET", `/me/emails/${draft}`);
  assert.equal(removing, 200);
});

test("a disk that is full while the file comes refuses it as unavailable", async (t) => {
  const full = new NoRoom("no space left");
  const { at, call } = await attaching(t, {}, (files): Files => ({ ...files, put: async () => Promise.reject(full) }));
  const { status, json } = await call("POST", at, rawForm([[filePart('filename="a"'), "x"]]));
  assert.deepEqual([status, json["statusCode"]], [503, 4]);
});

test("an upload that is cut at any byte leaves no attachment and no file", async (t) => {
  const settled: Promise<unknown>[] = [];
  const watched = (files: Files): Files => ({
    ...files,
    put: (...put) => {
      const stored = files.put(...put);
      settled.push(stored.catch(() => undefined));
      return stored;
    },
  });
  const { centre, draft, at, port } = await attaching(t, {}, watched);
  const before = await load(centre, draft);
  const { body, headers } = rawForm([
    [filePart('filename="a.bin"'), bytes],
    [['Content-Disposition: form-data; name="inline"'], "true"],
  ]);
  const filesBefore = (await Array.fromAsync(centre.files.list())).length;
  const cuts = Array.from({ length: 40 }, (_, index) => Math.floor((index * (body.length - 1)) / 39));
  for (const length of cuts) {
    const puts = settled.length;
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => undefined);
    const head = [
      `POST /api/v2${at} HTTP/1.1`,
      "Host: a",
      `Authorization: ${basic("alice")}`,
      `Content-Type: ${headers["content-type"]}`,
      `Content-Length: ${body.length}`,
    ];
    socket.write(`${head.join("\r\n")}\r\n\r\n`);
    socket.write(body.subarray(0, length));
    while (settled.length === puts) await new Promise((resolve) => setImmediate(resolve));
    socket.destroy();
    await settled.at(-1);
  }
  assert.deepEqual(await load(centre, draft), before);
  assert.equal((await Array.fromAsync(centre.files.list())).length, filesBefore);
});
