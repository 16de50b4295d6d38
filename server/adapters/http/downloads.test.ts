import assert from "node:assert/strict";
import { once } from "node:events";
import { get } from "node:http";
import { test } from "node:test";
import { FileMissing, type Files } from "../../ports/files.ts";
import { attaching, formWith } from "./attachments.fixture.ts";
import { dispositionOf } from "./downloads.ts";
import { basic } from "./http.fixture.ts";

const bytes = Buffer.from(Uint8Array.from({ length: 5_000 }, (_, index) => (index * 31) % 256));

async function attached(t: Parameters<typeof attaching>[0], content: Buffer | string = bytes) {
  const server = await attaching(t);
  const { json } = await server.upload(formWith(content, "Größe 1.html", "text/html"));
  const path = `${server.at}/${json["documentId"]}`;
  const read = (headers: Readonly<Record<string, string>> = {}, method = "GET") =>
    server.call(method, path, { headers });
  return { ...server, path, read };
}

test("a file is only ever downloaded, whatever it is", async (t) => {
  const { read } = await attached(t);
  const { status, headers, bytes: body } = await read();
  assert.equal(status, 200);
  assert.deepEqual(body, bytes);
  const expected = {
    "content-type": "text/html",
    "content-length": "5000",
    "content-disposition": "attachment; filename=\"Gr__e 1.html\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%201.html",
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "private, no-cache",
    "accept-ranges": "bytes",
  };
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((name) => [name, headers.get(name)])), expected);
  assert.match(headers.get("etag") ?? "", /^"[0-9a-f]{64}"$/);
});

test("a picture or PDF may be looked at behind the same fence, by what its bytes say", async (t) => {
  const gif = Buffer.from("R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==", "base64");
  const previewOf = async (
    content: Buffer | string,
    headers: Record<string, string> = { authorization: basic("alice") },
  ) => {
    const { path, port, draft } = await attached(t, content);
    const url = `http://127.0.0.1:${port}/api/postroom/v1/interactions/${draft}/attachments/${path.split("/").at(-1)}/preview`;
    return fetch(url, { headers });
  };
  const shown = await previewOf(gif);
  assert.deepEqual([shown.status, Buffer.from(await shown.arrayBuffer())], [200, gif]);
  const { headers } = shown;
  assert.equal(headers.get("content-type"), "image/gif");
  assert.match(headers.get("content-disposition") ?? "", /^inline; filename="/);
  assert.equal(headers.get("content-security-policy"), "sandbox; default-src 'none'; style-src 'unsafe-inline'");
  assert.equal(headers.get("x-content-type-options"), "nosniff");
  assert.equal((await previewOf("%PDF-1.7")).headers.get("content-type"), "application/pdf");
  assert.equal((await previewOf("<svg xmlns='http://www.w3.org/2000/svg'/>")).status, 404);
  assert.equal((await previewOf(gif, {})).status, 401);
});

test("HEAD has the headers of GET and no body", async (t) => {
  const { read } = await attached(t);
  const [whole, head] = [await read(), await read({}, "HEAD")];
  assert.deepEqual([head.status, head.bytes.length], [200, 0]);
  for (const name of ["etag", "content-length", "content-type", "content-disposition"]) {
    assert.equal(head.headers.get(name), whole.headers.get(name), name);
  }
});

test("a part is sent with its place, and none where there is none", async (t) => {
  const { read } = await attached(t);
  const part = await read({ range: "bytes=10-19" });
  assert.deepEqual([part.status, part.headers.get("content-range")], [206, "bytes 10-19/5000"]);
  assert.deepEqual(part.bytes, bytes.subarray(10, 20));
  assert.deepEqual((await read({ range: "bytes=-7" })).bytes, bytes.subarray(-7));
  const none = await read({ range: "bytes=5000-" });
  assert.deepEqual(none.failure, [416, 10, "the range is not satisfiable"]);
  assert.equal(none.headers.get("content-range"), "bytes */5000");
  assert.equal((await read({ range: "bytes=0-1" }, "HEAD")).status, 200);
  const tag = (await read()).headers.get("etag") ?? "";
  assert.equal((await read({ range: "bytes=0-1", "if-range": tag })).status, 206);
  assert.equal((await read({ range: "bytes=0-1", "if-range": '"other"' })).status, 200);
});

test("what the client has already is not sent again", async (t) => {
  const { read } = await attached(t);
  const tag = (await read()).headers.get("etag") ?? "";
  for (const known of [tag, `W/${tag}`, `"other", ${tag}`, "*"]) {
    const { status, headers, bytes: body } = await read({ "if-none-match": known });
    assert.deepEqual([status, body.length, headers.get("etag")], [304, 0, tag], known);
  }
  assert.equal((await read({ "if-none-match": '"other"' })).status, 200);
});

test("it is found on this interaction only, by those who may read it, and is gone when it was taken out", async (t) => {
  const { path, read, call, original } = await attached(t);
  const id = path.split("/").at(-1) ?? "";
  const missing = [404, 6, `attachment not found: ${id}`];
  assert.deepEqual((await call("GET", `/me/interactions/${original}/attachments/${id}`)).failure, missing);
  assert.deepEqual((await call("GET", `/me/emails/NOSUCH/attachments/${id}`)).failure, [
    404,
    6,
    "interaction not found: NOSUCH",
  ]);
  assert.equal((await call("GET", path, { as: "root" })).status, 200);
  const other = "DELETE";
  const removed = [403, 3, "RemoveAttachment is not possible: the interaction is held by another user"];
  assert.deepEqual((await call(other, path, { as: "bob" })).failure, removed);
  assert.deepEqual((await call(other, path, { headers: { "if-match": '"1"' } })).failure, [
    409,
    2,
    "version 1 is stale, the present version is 2",
  ]);
  const answer = await call(other, path);
  assert.deepEqual([answer.status, Object.keys(answer.json)], [200, ["status", "statusCode", "referenceId"]]);
  assert.deepEqual((await read()).failure, missing);
  assert.deepEqual((await call(other, path)).failure, missing);
  const wrong = await call("POST", path, { body: {} });
  assert.deepEqual([wrong.status, wrong.headers.get("allow")], [405, "GET, HEAD, DELETE, OPTIONS"]);
});

test("bytes that cannot be read fail this request, with the envelope", async (t) => {
  const gone = (files: Files): Files => ({
    ...files,
    // biome-ignore lint/correctness/useYield: it fails before the first byte.
    open: async function* () {
      throw new FileMissing("gone");
    },
  });
  const { upload, at, call } = await attaching(t, {}, gone);
  const { json } = await upload(formWith("x"));
  const failed = await call("GET", `${at}/${json["documentId"]}`);
  assert.deepEqual([failed.status, failed.json["statusCode"]], [500, 4]);
});

test("a client that goes away in the middle leaves no file open", async (t) => {
  const closed = Promise.withResolvers<void>();
  const watched = (files: Files): Files => ({
    ...files,
    open: async function* (...opened) {
      try {
        yield* files.open(...opened);
      } finally {
        closed.resolve();
      }
    },
  });
  const { upload, at, port } = await attaching(t, {}, watched);
  const { json } = await upload(formWith(Buffer.alloc(20_000_000)));
  const url = `http://127.0.0.1:${port}/api/v2${at}/${json["documentId"]}`;
  const request = get(url, { headers: { authorization: basic("alice") } });
  const [response] = await once(request, "response");
  await once(response, "readable");
  request.on("error", () => undefined);
  request.destroy();
  await closed.promise;
});

test("a name is told to old clients in ASCII and to others as it is", () => {
  const rows = [
    ["label.pdf", "attachment; filename=\"label.pdf\"; filename*=UTF-8''label.pdf"],
    ["a'b (1)*.txt", "attachment; filename=\"a'b (1)*.txt\"; filename*=UTF-8''a%27b%20%281%29%2A.txt"],
    ['q"\\\r\n%41.txt', "attachment; filename=\"q_____41.txt\"; filename*=UTF-8''q%22%5C%0D%0A%2541.txt"],
    ["日\ud800", "attachment; filename=\"__\"; filename*=UTF-8''%E6%97%A5%EF%BF%BD"],
  ] as const;
  for (const [name, expected] of rows) assert.equal(dispositionOf(name), expected);
});
