import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { type TestContext, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { acme } from "../../testing/centre.ts";
import { silentLog } from "../../testing/silent-log.ts";
import { registerCometd } from "../cometd/endpoint.ts";
import { createHub } from "../cometd/hub.ts";
import { bayeuxDefaults } from "../cometd/settings.ts";
import { createMetrics } from "../metrics/prometheus.ts";
import { systemChance } from "../time/system.ts";
import { basic, settingsOf, startHttp } from "./http.fixture.ts";
import { httpDefaults } from "./settings.ts";

// The published clients' targets are answered in front of the framework, any other target below them behind it: both answer alike.
const inFront = "/api/v2/notifications/handshake";
const behind = "/api/v2/notifications/elsewhere";
const greeting = JSON.stringify([
  { channel: "/meta/handshake", id: "ü", version: "1.0", supportedConnectionTypes: ["long-polling"] },
]);
const json = "Content-Type: application/json";
const alice = `Authorization: ${basic("alice")}`;

type Asked = {
  readonly method?: string;
  readonly version?: string;
  readonly head?: readonly string[];
  readonly body?: string;
  readonly length?: number | undefined;
};

const table: Readonly<Record<string, Asked>> = {
  "a handshake": { head: [alice, json] },
  "a handshake whose connection is to close": { head: [alice, json, "Connection: close"] },
  "a type with its charset": { head: [alice, "Content-Type: application/json;charset=UTF-8"] },
  "a type that says nothing": { head: [alice, "Content-Type: application/json; x"] },
  "no type": { head: [alice] },
  "a wrong type": { head: [alice, "Content-Type: text/plain"] },
  "a type that is none": { head: [alice, "Content-Type: ;"] },
  "messages of an unknown session": { head: [alice, json], body: '[{"channel":"/meta/connect","clientId":"x"}]' },
  "messages that are none": { head: [alice, json], body: '[1,[],{"channel":7}]' },
  "broken JSON": { head: [alice, json], body: "[{" },
  "no JSON but bytes": { head: [alice, json], body: "\u0000\ufeffü" },
  "too many messages": { head: [alice, json], body: JSON.stringify(Array.from({ length: 101 }, () => ({}))) },
  "a body too long": { head: [alice, json], body: `"${"x".repeat(65_536)}"` },
  "an empty body": { head: [alice, json], body: "" },
  "no length": { head: [alice, json], body: "", length: undefined },
  "a length that is none": { head: [alice, json, "Content-Length: x"], length: undefined },
  "two lengths": { head: [alice, json, "Content-Length: 1"] },
  chunks: { head: [alice, json, "Transfer-Encoding: chunked"], body: "2\r\n[]\r\n0\r\n\r\n", length: undefined },
  "chunks and a length": { head: [alice, json, "Transfer-Encoding: chunked"], body: "0\r\n\r\n" },
  nobody: { head: [json] },
  "nobody, by a script": { head: [json, "X-Requested-With: XMLHttpRequest"] },
  "a wrong password": { head: [json, `Authorization: ${basic("bob", "wrong")}`] },
  "what is no Basic": { head: [json, "Authorization: Bearer x"] },
  "a cookie that is none": { head: [json, "Cookie: JSESSIONID=x; a=%; ="] },
  "a foreign origin": { head: [alice, json, "Origin: https://evil.test"] },
  "an origin that is none": { head: [alice, json, "Origin: null"] },
  "our own origin": { head: [alice, json, "Origin: http://a"] },
  "an origin that was allowed": { head: [alice, json, "Origin: https://desk.acme.test"] },
  "two hosts": { head: [alice, json, "Host: b"] },
  "HTTP/1.0": { head: [alice, json], version: "1.0" },
  GET: { method: "GET", head: [alice], body: "", length: undefined },
  PUT: { method: "PUT", head: [alice, json] },
  OPTIONS: { method: "OPTIONS", head: [], body: "", length: undefined },
  "a preflight": {
    ...{ method: "OPTIONS", body: "", length: undefined },
    head: ["Origin: https://desk.acme.test", "Access-Control-Request-Method: POST"],
  },
  "what waits for leave": { head: [alice, json, "Expect: 100-continue"] },
  "an expectation that is none": { head: [alice, json, "Expect: x"] },
  "an upgrade": { head: [alice, json, "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c"] },
  "who owes a password": { head: [json, `Authorization: ${basic("nora")}`] },
};

const [first] = acme.agents;
const nora = { ...first, userName: "nora", password: "nora-demo-1", changePasswordOnFirstLogin: true };
const open = { corsAllowedOrigins: ["https://desk.acme.test"], requestRate: 1_000, requestBurst: 1_000 };

for (const [what, settings] of [
  ["", open],
  [", under https", { ...open, publicUrl: "https://desk.acme.test" }],
  [", for clients that know nothing but 200", { ...open, alwaysHttp200: true }],
] as const) {
  test(`in front of the framework everything is answered as behind it${what}`, async (t) => {
    const { say } = await startPush(t, settings);
    for (const [name, asked] of Object.entries(table)) {
      const expected = await say([written(behind, asked)]);
      assert.match(expected, /^HTTP\/1\.1 [1-5]\d\d /, name);
      assert.equal(await say([written(inFront, asked)]), expected, name);
    }
  });
}

test("a body may come late or in pieces, and what comes no further is told so", async (t) => {
  const { say } = await startPush(t, open, { silenceMs: 150 });
  const [head = "", body = ""] = written(inFront, { head: [alice, json] }).split(/(?<=\r\n\r\n)/);
  const expected = await say([written(behind, { head: [alice, json] })]);
  const bytes = Buffer.from(body);
  const middle = bytes.indexOf("ü") + 1;
  assert.equal(await say([head, body]), expected);
  assert.equal(await say([head, bytes.subarray(0, middle), bytes.subarray(middle)]), expected);
  assert.equal(await say([head + body.slice(0, 20), body.slice(20)]), expected);
  for (const unfinished of [head, head + body.slice(0, 20)]) {
    const late = await say([unfinished.replace(inFront, behind)]);
    assert.match(late, /^HTTP\/1\.1 408 /);
    assert.equal(await say([unfinished]), late);
  }
});

test("requests that come at once are answered one after the other, refused or not", async (t) => {
  const { say } = await startPush(t, open);
  const series = (path: string) =>
    [greeting, "[{", greeting, "[]"].map((body) => written(path, { head: [alice, json], body })).join("");
  const expected = await say([series(behind)], { answers: 4 });
  assert.deepEqual(
    expected.match(/HTTP\/1\.1 \d+/g),
    ["200", "400", "200", "200"].map((code) => `HTTP/1.1 ${code}`),
  );
  assert.equal(await say([series(inFront)], { answers: 4 }), expected);
});

test("whoever goes away leaves nothing held, whatever had come until then", async (t) => {
  const { say, hub } = await startPush(t, open);
  const opened = await say([written(inFront, { head: [alice, json] })], { as: (text) => text });
  const [, clientId = ""] = /"clientId":"(\w+)"/.exec(opened) ?? [];
  const poll = written(inFront, {
    head: [alice, json],
    body: JSON.stringify([{ channel: "/meta/connect", clientId }]),
  });
  assert.match(await say([poll]), /"successful":true/);
  for (const length of [poll.length, poll.length - 1, poll.indexOf("\r\n\r\n") + 4, 30]) {
    await say([poll.slice(0, length)], { waitMs: 30 });
    while (hub.counts().held > 0) await pause(1);
  }
  assert.equal(hub.counts().sessions, 1);
});

test("each try of a password and each request counts once", async (t) => {
  const { say } = await startPush(t, { requestRate: 1, requestBurst: 3 });
  const codes = async (count: number, head: readonly string[], path = inFront, body = greeting) => {
    const told = [];
    for (let one = 0; one < count; one += 1) told.push((await say([written(path, { head, body })])).slice(9, 12));
    return told.join(" ");
  };
  assert.equal(await codes(4, [alice, json]), "200 200 200 429");
  const bob = `Authorization: ${basic("bob")}`;
  assert.equal(await codes(4, [bob, json], inFront, "[{"), "400 400 400 429");
  const wrong = [`Authorization: ${basic("nobody", "wrong")}`, json];
  assert.equal(await codes(11, wrong), `${"401 ".repeat(10)}429`);
});

test("a cookie proves who polls, and foreign forms cannot use it", async (t) => {
  const { say, ask } = await startPush(t, open);
  const { cookie } = await ask({ path: "/api/v2/me", as: "alice" });
  const proof = `Cookie: a=b; JSESSIONID=${cookie}`;
  for (const head of [[proof, json], [proof], [proof, json, "Origin: https://evil.test"], [proof, json, alice]]) {
    assert.equal(await say([written(inFront, { head })]), await say([written(behind, { head })]), head.join());
  }
  assert.match(await say([written(inFront, { head: [proof, json] })]), /^HTTP\/1\.1 200 /);
});

function written(
  path: string,
  { method = "POST", version = "1.1", head = [], body = greeting, ...more }: Asked,
): string {
  const length = "length" in more ? more.length : Buffer.byteLength(body);
  const lines = [`${method} ${path} HTTP/${version}`, "Host: a", ...head];
  return [...lines, ...(length === undefined ? [] : [`Content-Length: ${length}`]), "", body].join("\r\n");
}

/** How many answers have come whole; those before the last word of the server are none. */
function complete(text: string): number {
  const end = text.indexOf("\r\n\r\n") + 4;
  if (end < 4) return 0;
  const head = text.slice(0, end);
  const [, length = "0"] = /content-length: (\d+)/i.exec(head) ?? [];
  const rest = text.slice(end + Number(length));
  if (text.length < end + Number(length)) return 0;
  return (/^HTTP\/1\.1 1/.test(head) ? 0 : 1) + complete(rest);
}

/** What differs from one answer to the next, and from one path to another. */
const alike = (text: string): string =>
  text
    .replace(/Date: [^\r]+/g, "Date: now")
    .replace(/"clientId":"\w{40}"/g, '"clientId":"some"')
    .replace(/"interval":\d+/g, '"interval":some')
    .replace(/content-length: \d+/gi, "content-length: some");

async function startPush(t: TestContext, settings: object, http: object = {}) {
  const file = { ...settingsOf(settings), agents: [...acme.agents, nora] };
  const server = await startHttp(t, { file, options: { settings: { ...httpDefaults, ...http } } });
  const world = { clock: server.centre.clock, chance: systemChance, metrics: createMetrics(), log: silentLog };
  const hub = createHub({ settings: bayeuxDefaults, ...world });
  registerCometd(server.fastify, { hub, ...server.callers, websocket: true });
  const { port } = await server.start();
  /** Says parts, a moment between them, and hears so many answers, or what comes until the connection or the time ends. */
  async function say(parts: readonly (string | Uint8Array)[], { answers = 1, waitMs = 5_000, as = alike } = {}) {
    const socket = connect(port, "127.0.0.1");
    let text = "";
    const over = Promise.withResolvers<void>();
    socket.on("error", () => undefined).setEncoding("latin1");
    socket.once("close", () => over.resolve());
    socket.on("data", (part) => {
      text += part;
      if (complete(text) >= answers) over.resolve();
    });
    for (const part of parts) {
      socket.write(part);
      if (part !== parts.at(-1)) await pause(20);
    }
    await Promise.race([over.promise, pause(waitMs, undefined, { ref: false })]);
    const closed = socket.closed ? undefined : once(socket, "close");
    socket.destroy();
    await closed;
    return as(text);
  }
  return { ...server, hub, say };
}
