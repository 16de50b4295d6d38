import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Agent, get } from "node:http";
import { connect, type Socket } from "node:net";
import { type TestContext, test } from "node:test";
import { acme, testCentre } from "../../testing/centre.ts";
import { silentLog } from "../../testing/silent-log.ts";
import { success } from "../../wire/answers.ts";
import type { Asking, Resource } from "../../wire/entry.ts";
import { basic, settingsOf, startHttp, type TestHttp } from "./http.fixture.ts";
import { ListenRefused } from "./listen.ts";
import { httpDefaults } from "./settings.ts";

const me = "/api/v2/me";
const alice = `Authorization: ${basic("alice")}\r\n`;

test("a port that is in use is refused in one line", async (t) => {
  const first = await startHttp(t);
  const { port } = await first.start();
  assert.equal(first.publicUrl(), `http://127.0.0.1:${port}`);
  const second = await startHttp(t, { centre: first.centre, options: { listen: { host: "127.0.0.1", port } } });
  await assert.rejects(second.start(), (error) => {
    assert.ok(error instanceof ListenRefused);
    assert.equal(error.message, `cannot listen on 127.0.0.1:${port}: the port is in use`);
    return true;
  });
});

const comers = 1_500;
const waitingMax = process.platform === "linux" ? Number(readFileSync("/proc/sys/net/core/somaxconn", "utf8")) : 0;

test("whoever comes while the server is busy is connected at once, however many they are", {
  skip: waitingMax < comers && "this system lets fewer wait",
}, async (t) => {
  const { port } = await listening(t);
  const client = `
    let count = 0;
    const sockets = Array.from({ length: ${comers} }, () => require("node:net").connect(${port}, "127.0.0.1"));
    const end = () => { console.log(count); process.exit(); };
    for (const socket of sockets) socket.on("connect", () => { if (++count === ${comers}) end(); }).on("error", () => {});
    setTimeout(end, 10_000);`;
  // Meanwhile this thread, which is the server's, stands still.
  assert.equal(spawnSync(process.execPath, ["-e", client], { encoding: "utf8" }).stdout, `${comers}\n`);
});

test("what Node's parser refuses is answered with the envelope, and the connection ends", async (t) => {
  const server = await listening(t);
  const huge = `GET ${me} HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(20_000)}\r\n\r\n`;
  assert.match(await spoken(server, huge), /^HTTP\/1\.1 431 .*"statusCode":10/s);
  const broken = [
    "NONSENSE\r\n\r\n",
    `GET ${me} HTTP/1.1\r\n\r\n`,
    `POST ${me} HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    `POST ${me} HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`,
    `GET ${me} HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n`,
    `GET ${me} HTTP/1.1\r\nHost: a\nX: y\r\n\r\n`,
    `GET ${me} HTTP/1.1\r\nHost: a\r\n X: folded\r\nX\x00: y\r\n\r\n`,
    `GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n`,
    `GET /health/live HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n`,
  ];
  for (const text of broken) assert.match(await spoken(server, text), /^HTTP\/1\.1 400 .*"statusCode":10/s, text);
  assert.match(await spoken(server, "GET /health/live HTTP/1.0\r\n\r\n"), /^HTTP\/1\.1 200 /);
});

test("a second request hidden in a body is a body", async (t) => {
  const server = await listening(t);
  const hidden = `GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n`;
  const answer = await spoken(
    server,
    `POST ${me} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${alice}Content-Length: ${hidden.length}\r\n\r\n${hidden}`,
  );
  assert.equal(answer.match(/HTTP\/1\.1 /g)?.length, 1);
  assert.match(answer, /^HTTP\/1\.1 400 /);
});

test("headers that do not come, and bodies that stop coming, are answered 408", async (t) => {
  const settings = { ...httpDefaults, headersMs: 150, silenceMs: 150 };
  const server = await listening(t, { options: { settings } });
  assert.match(await spoken(server, `GET ${me} HTTP/1.1\r\nHost: a\r\n`), /^HTTP\/1\.1 408 .*"statusCode":10/s);
  const half = `POST ${me} HTTP/1.1\r\nHost: a\r\n${alice}Content-Length: 100\r\n\r\n{"operationName"`;
  assert.match(await spoken(server, half), /^HTTP\/1\.1 408 .*"statusCode":10/s);
});

test("whoever goes on sending headers after the 408 is cut", { timeout: 20_000 }, async (t) => {
  const server = await listening(t, { options: { settings: { ...httpDefaults, headersMs: 150 } } });
  const socket = connect({ port: server.port, host: "127.0.0.1", allowHalfOpen: true });
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.on("error", () => undefined).resume();
  socket.write(`GET ${me} HTTP/1.1\r\nHost: a\r\n`);
  const trickle = setInterval(() => socket.write("X: y\r\n"), 50);
  t.after(() => clearInterval(trickle));
  await closed;
});

test("a client that goes away in the middle of its body is no error of ours", async (t) => {
  const centre = await testCentre(t, acme);
  const errors: string[] = [];
  const log = { ...silentLog, error: (_: object, message: string) => void errors.push(message) };
  const server = await listening(t, { centre: { ...centre, performing: { ...centre.performing, log } } });
  const socket = connect(server.port, "127.0.0.1");
  socket.write(`POST ${me} HTTP/1.1\r\nHost: a\r\n${alice}Content-Length: 100\r\n\r\n{"operationName"`);
  await new Promise((resolve) => setTimeout(resolve, 300));
  socket.destroy();
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.deepEqual(errors, []);
});

test("a body that comes slowly but steadily, in pieces of characters, is read", async (t) => {
  const server = await listening(t, { options: { settings: { ...httpDefaults, silenceMs: 300 } } });
  const body = Buffer.from('{"operationName":"StartContactCenterSession","place":"Zürich"}');
  const socket = connect(server.port, "127.0.0.1");
  socket.write(`POST ${me} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${alice}Content-Length: ${body.length}\r\n\r\n`);
  const answer = heard(socket);
  for (const byte of body) {
    socket.write(Buffer.of(byte));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.match(await answer, /^HTTP\/1\.1 200 /);
});

test("a chunked body is measured as it comes", async (t) => {
  const options = { settings: { ...httpDefaults, silenceMs: 300, discardedMs: 300 } };
  const server = await listening(t, { file: settingsOf({ jsonBytesMax: 1_024 }), options });
  const chunks = `${(600).toString(16)}\r\n${"x".repeat(600)}\r\n`.repeat(2);
  const answer = await spoken(
    server,
    `POST ${me} HTTP/1.1\r\nHost: a\r\n${alice}Transfer-Encoding: chunked\r\n\r\n${chunks}`,
  );
  assert.match(answer, /^HTTP\/1\.1 413 .*"statusCode":10/s);
});

test("a target in absolute form, an asterisk and a broken escape are paths like any other", async (t) => {
  const server = await listening(t);
  const status = async (line: string) =>
    (await spoken(server, `${line} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${alice}\r\n`)).slice(9, 12);
  assert.equal(await status(`GET http://elsewhere.test${me}`), "200");
  assert.equal(await status("OPTIONS *"), "404");
  assert.equal(await status(`GET ${me}/%zz`), "404");
  assert.equal(await status(`GET ${me}/%ff`), "404");
  assert.equal(await status("PROPFIND /api/v2/me"), "405");
});

test("a client that does not read its answer is cut", async (t) => {
  const answer = async () => success({ text: "x".repeat(20_000_000) });
  const resources = [{ name: "Test", paths: ["/large"], get: { answer, describes: { summary: "" } } }];
  const server = await listening(t, { options: { resources, settings: { ...httpDefaults, silenceMs: 200 } } });
  const socket = connect(server.port, "127.0.0.1");
  socket.pause();
  const cut = new Promise((resolve) =>
    server.fastify.server.once("connection", (theirs: Socket) => theirs.once("close", resolve)),
  );
  socket.write(`GET /api/v2/large HTTP/1.1\r\nHost: a\r\n${alice}\r\n`);
  await cut;
  socket.destroy();
});

test("stopping ends running requests, then kept connections, and takes nothing new", async (t) => {
  const running = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const answer = async (_: Asking) => {
    running.resolve();
    await release.promise;
    return success({});
  };
  const resources: readonly Resource[] = [
    { name: "Test", paths: ["/slow"], get: { answer, describes: { summary: "" } } },
  ];
  const server = await listening(t, { options: { resources } });
  const agent = new Agent({ keepAlive: true });
  const request = get({ port: server.port, path: "/api/v2/slow", agent, headers: { authorization: basic("alice") } });
  await running.promise;
  const stopped = server.stop();
  release.resolve();
  const [response] = await once(request, "response");
  assert.equal(response.statusCode, 200);
  assert.equal(response.headers["connection"], "close");
  response.resume();
  await stopped;
  agent.destroy();
  await assert.rejects(once(connect(server.port, "127.0.0.1"), "connect"));
});

test("what has arrived when the server stops is answered, by a kept connection and by one that nobody has taken yet", async (t) => {
  const server = await listening(t);
  const asking = `GET ${me} HTTP/1.1\r\nHost: a\r\n${alice}\r\n`;
  const kept = connect(server.port, "127.0.0.1");
  kept.write(asking);
  await once(kept, "data");
  const answers = [kept, connect(server.port, "127.0.0.1")].map((socket) => {
    socket.write(asking);
    return heard(socket);
  });
  await server.stop();
  for (const answer of answers) assert.match(await answer, /^HTTP\/1\.1 200 .*connection: close/is);
});

test("what never ends is cut when the server stops", async (t) => {
  const running = Promise.withResolvers<void>();
  const never = new Promise<never>(() => undefined);
  const answer = (_: Asking) => {
    running.resolve();
    return never;
  };
  const resources = [{ name: "Test", paths: ["/never"], get: { answer, describes: { summary: "" } } }];
  const server = await listening(t, { options: { resources, settings: { ...httpDefaults, stopMs: 50 } } });
  const cut = spoken(server, `GET /api/v2/never HTTP/1.1\r\nHost: a\r\n${alice}\r\n`);
  await running.promise;
  await server.stop();
  assert.equal(await cut, "");
});

test("the address of a client is believed only from a trusted proxy", async (t) => {
  const settings = { ...httpDefaults, failedLoginsMax: 1, trustedProxies: ["10.0.0.1"] };
  const { ask } = await startHttp(t, { options: { settings } });
  const guess = (name: string, remoteAddress: string, forwarded: string) =>
    ask({ path: me, remoteAddress, headers: { authorization: basic(name), "x-forwarded-for": forwarded } });
  assert.equal((await guess("a", "10.0.0.1", "1.1.1.1")).status, 401);
  assert.equal((await guess("b", "10.0.0.1", "1.1.1.1")).status, 429);
  assert.equal((await guess("c", "10.0.0.1", "1.1.1.2")).status, 401);
  assert.equal((await guess("d", "10.0.0.2", "1.1.1.3")).status, 401);
  assert.equal((await guess("e", "10.0.0.2", "1.1.1.4")).status, 429);
});

async function listening(
  t: TestContext,
  given: Parameters<typeof startHttp>[1] = {},
): Promise<TestHttp & { readonly port: number }> {
  const server = await startHttp(t, given);
  const { port } = await server.start();
  return { ...server, port };
}

/** What the server says to this text before it closes the connection. */
function spoken({ port }: { readonly port: number }, text: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.write(text);
  return heard(socket);
}

async function heard(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  socket.on("error", () => undefined);
  await once(socket, "close");
  return Buffer.concat(chunks).toString();
}
