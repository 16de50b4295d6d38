import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { type TestContext, test } from "node:test";
import { silentLog } from "../../testing/silent-log.ts";
import { registerCometd } from "../cometd/endpoint.ts";
import { createHub } from "../cometd/hub.ts";
import { bayeuxDefaults } from "../cometd/settings.ts";
import { createMetrics } from "../metrics/prometheus.ts";
import { systemChance } from "../time/system.ts";
import { basic, settingsOf, startHttp } from "./http.fixture.ts";
import { type HttpSettings, httpDefaults } from "./settings.ts";

const often = 8;
const authorization = basic("alice");

test("who sends too much hears why, time after time on a connection that lives on", async (t) => {
  const { port } = await listening(t);
  const ask = async (path: string, body: string | ReadableStream, as = authorization) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      ...{ method: "POST", body, duplex: "half" },
      headers: { authorization: as, "content-type": "application/json" },
    } as RequestInit);
    return [answer.status, ((await answer.json()) as { readonly statusCode: unknown }).statusCode];
  };
  const large = `"${"x".repeat(12_000_000)}"`;
  for (let count = 0; count < often; count += 1) {
    assert.deepEqual(await ask("/api/v2/me", large), [413, 10]);
    assert.deepEqual(await ask("/api/v2/notifications", large.slice(0, 5_000_000)), [413, 10]);
  }
  assert.deepEqual(await ask("/api/v2/me", new Blob([large]).stream()), [413, 10]);
  assert.deepEqual(await ask("/api/v2/nosuch", large), [404, 6]);
  assert.deepEqual(await ask("/api/v2/me", large, basic("alice", "wrong")), [401, 20]);
  assert.deepEqual(await ask("/api/v2/me", '{"operationName":"EndContactCenterSession"}'), [200, 0]);
});

for (const [what, limits, chunk] of [
  ["more", { discardedBytesMax: 1_000_000 }, "x".repeat(100_000)],
  ["longer", { discardedMs: 50 }, "x"],
] as const) {
  test(`whoever sends on for ${what} than anybody needs is cut`, async (t) => {
    const { port } = await listening(t, { ...httpDefaults, ...limits });
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => undefined);
    t.after(() => socket.destroy());
    const head = [
      "POST /api/v2/me HTTP/1.1",
      "Host: a",
      `Authorization: ${authorization}`,
      "Content-Length: 900000000",
    ];
    socket.write(`${head.join("\r\n")}\r\n\r\n`);
    const [answer] = await once(socket, "data");
    assert.match(String(answer), /^HTTP\/1\.1 413 /);
    // Cut while it writes, it may hear of that as an error first.
    const ended = new Promise((resolve) => socket.once("close", resolve));
    const sending = setInterval(() => socket.write(chunk), 1);
    await ended;
    clearInterval(sending);
  });
}

async function listening(t: TestContext, settings: HttpSettings = httpDefaults) {
  const file = settingsOf({ requestRate: 1_000, requestBurst: 1_000 });
  const server = await startHttp(t, { file, options: { settings } });
  const metrics = createMetrics();
  const world = { clock: server.centre.clock, chance: systemChance, metrics, log: silentLog };
  const hub = createHub({ settings: bayeuxDefaults, ...world });
  registerCometd(server.fastify, { hub, ...server.callers, websocket: true });
  return server.start();
}
