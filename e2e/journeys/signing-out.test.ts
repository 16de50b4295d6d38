import assert from "node:assert/strict";
import { once } from "node:events";
import test, { type TestContext } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { basic } from "../support/http.ts";
import { startServer } from "../support/server.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

/** How soon revocation has to reach open polls: reliability.md 7.2 S24. */
const withinMs = 5_000;
const topic = "/v2/me/channels";

test("signing out reaches the open polls and websockets of that session, and no other's", async (t) => {
  const server = await startServer(t, { team: await writeTeam(t, await acmeWith({})) });
  const { http } = server.ready();
  const [gone, other] = [await cookieOf(http), await cookieOf(http)];
  const socket = await openSocket(t, http, gone);
  const stays = await openSocket(t, http, other);
  const poll = await openPoll(http, { cookie: gone });
  const otherPoll = await openPoll(http, { cookie: other });
  const basicPoll = await openPoll(http, { authorization: basic("alice", "alice-demo-1") });
  const closed = once(socket, "close", { signal: AbortSignal.timeout(withinMs) });

  assert.equal((await signOut(http, gone)).status, 200);
  const [close] = await closed;
  assert.equal(close.code, 1008);
  const answer = await Promise.race([poll.held, wait(withinMs)]);
  assert.equal(answer?.status, 200, "the held poll is still open");
  const { status } = await poll.again();
  assert.equal(status, 401);

  assert.equal(stays.readyState, WebSocket.OPEN);
  for (const { held } of [otherPoll, basicPoll]) assert.equal(await Promise.race([held, wait(300, "held")]), "held");
  const body = JSON.stringify({ operationName: "StartContactCenterSession" });
  const headers = { authorization: basic("alice", "alice-demo-1"), "content-type": "application/json" };
  assert.equal((await fetch(`${http}/api/v2/me`, { method: "POST", headers, body })).status, 200);
  for (const { held } of [otherPoll, basicPoll]) assert.match(await (await held).text(), /ChannelStateChangeMessageV2/);
});

async function cookieOf(http: string): Promise<string> {
  const body = JSON.stringify({ userName: "alice", password: "alice-demo-1" });
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${http}/api/v2/session`, { method: "POST", headers, body });
  return answer.headers.get("set-cookie")?.split(";")[0] ?? "";
}

async function signOut(http: string, cookie: string): Promise<Response> {
  const me = await fetch(`${http}/api/v2/me`, { headers: { cookie } });
  const token = me.headers.get("x-csrf-token") ?? "";
  return fetch(`${http}/api/v2/session`, { method: "DELETE", headers: { cookie, "x-csrf-token": token } });
}

async function openSocket(t: TestContext, http: string, cookie: string): Promise<WebSocket> {
  const socket = new WebSocket(`${http.replace("http", "ws")}/api/v2/notifications`, { headers: { cookie } });
  await once(socket, "open", { signal: AbortSignal.timeout(withinMs) });
  t.after(() => socket.close());
  return socket;
}

/** A subscribed session with its second connect held. */
async function openPoll(http: string, proof: Record<string, string>) {
  const ask = (message: object): Promise<Response> =>
    fetch(`${http}/api/v2/notifications`, {
      method: "POST",
      headers: { ...proof, "content-type": "application/json" },
      body: JSON.stringify([message]),
    });
  const [{ clientId }] = await json(ask({ channel: "/meta/handshake", supportedConnectionTypes: ["long-polling"] }));
  const again = () => ask({ channel: "/meta/connect", clientId, connectionType: "long-polling" });
  await json(ask({ channel: "/meta/subscribe", clientId, subscription: topic }));
  await json(again());
  return { held: again(), again };
}

const json = async (answer: Promise<Response>) => JSON.parse(await (await answer).text());
