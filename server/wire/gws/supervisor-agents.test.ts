import assert from "node:assert/strict";
import { test } from "node:test";
import { channelStateMessage } from "@postroom/contract";
import {
  connectOf,
  eventually,
  exchanged,
  openPoll,
  post as push,
  startCometd,
} from "../../adapters/cometd/testing.ts";
import type { RecordedEvent } from "../../domain/interaction/events.ts";
import { tellOnce } from "../../loops/notifier.ts";
import { load, owned, readAndRoute, ready, receive } from "../../testing/agent-day.ts";
import { lastTold, toldTo } from "../../testing/supervised.ts";
import { catchUp } from "../catch-up.ts";
import { pushMessages } from "../push-messages.ts";
import { supervised } from "./supervisor.fixture.ts";

const channelOf = (message: unknown) => channelStateMessage.parse(message).channels[0];

test("a supervisor sets an agent NotReady and Ready: the agent hears who did it and why, and the audit says so", async (t) => {
  const { centre, post, get } = await supervised(t);
  await ready(centre, "alice");
  const { id: alice } = await centre.as("alice");
  for (const path of [`/users/${alice}`, `/users/${alice}/channels/email`]) {
    const forced = await post("sam", path, { operationName: "NotReady", reason: "Training" });
    assert.equal(forced.status, 200, forced.text);
    assert.ok(typeof forced.json["referenceId"] === "number");
    const channel = channelOf((await toldTo(centre, "alice", "/v2/me/channels")).at(-1));
    assert.deepEqual(
      [channel?.userState.state, channel?.userState.reason, channel?.forcedBy, channel?.available],
      ["NotReady", "Training", "sam", false],
    );
    assert.equal((await post("root", path, { operationName: "Ready" })).status, 200);
    const own = (await get("alice", "/me/channels/email")).json["channel"];
    assert.ok(typeof own === "object" && own !== null && "forcedBy" in own && own.forcedBy === "root");
  }
  await ready(centre, "alice");
  const { json } = await get("sam", "/audit?since=0&limit=1000");
  const audit = json["audit"];
  assert.ok(Array.isArray(audit));
  const rows = audit.filter((row) => row.thing === "agent");
  assert.deepEqual(
    rows.slice(0, 2).map((row) => [row.by, row.operation, row.name, row.why]),
    [
      ["sam", "NotReady", "alice", "Training"],
      ["root", "Ready", "alice", undefined],
    ],
  );
  assert.equal(rows.length, 4, "what alice does herself is not audited");
});

test("an agent who is logged out cannot be made Ready or NotReady; unknown users and those who are no agents are not found", async (t) => {
  const { centre, post } = await supervised(t);
  const said = async (userName: string, operationName: string) => {
    const { id } = userName === "nobody" ? { id: "nobody" } : await centre.as(userName);
    const { status, json } = await post("sam", `/users/${id}`, { operationName });
    return [status, json["statusCode"], json["statusMessage"]];
  };
  assert.deepEqual(await said("alice", "Ready"), [409, 2, "Ready is not possible: alice is not logged in"]);
  assert.deepEqual(await said("alice", "NotReady"), [409, 2, "NotReady is not possible: alice is not logged in"]);
  for (const name of ["Ready", "NotReady", "LogOut"]) {
    assert.deepEqual(await said("nobody", name), [404, 6, "user not found: nobody"]);
    assert.deepEqual(await said("root", name), [404, 6, "channel not found: email"]);
  }
  assert.equal((await said("alice", "OutToLunch"))[1], 10);
});

test("LogOut returns invitations, leaves what is held, and ends the user's HTTP sessions, also those never used", async (t) => {
  const { centre, post, ask } = await supervised(t);
  const kept = await owned(centre, "alice");
  const offered = await receive(centre);
  await readAndRoute(centre);
  assert.equal((await load(centre, offered)).state, "Invited");
  const me = { path: "/api/v2/me" };
  const cookies = [(await ask({ ...me, as: "alice" })).cookie, (await ask({ ...me, as: "alice" })).cookie];
  const byCookie = (cookie: string | undefined) => ask({ ...me, headers: { cookie: `JSESSIONID=${cookie}` } });
  assert.equal((await byCookie(cookies[0])).status, 200);
  const other = (await ask({ ...me, as: "bob" })).cookie;
  const { id: alice } = await centre.as("alice");
  centre.clock.advance(5);
  assert.equal((await post("sam", `/users/${alice}`, { operationName: "LogOut", reason: "fire drill" })).status, 200);
  assert.deepEqual([(await load(centre, offered)).state, (await load(centre, kept)).holder], ["Queued", alice]);
  assert.deepEqual(await lastTold(centre, "alice"), ["StatusChange", offered, "Revoked", "LoggedOut"]);
  const channel = channelOf((await toldTo(centre, "alice", "/v2/me/channels")).at(-1));
  assert.deepEqual([channel?.userState.state, channel?.forcedBy], ["LoggedOut", "sam"]);
  centre.clock.advance(1_000);
  for (const cookie of cookies) assert.equal((await byCookie(cookie)).status, 401);
  assert.equal((await byCookie(other)).status, 200);
  const fresh = (await ask({ ...me, as: "alice" })).cookie;
  assert.equal((await byCookie(fresh)).status, 200, "a new log-in is welcome");
  const agents = await centre.performing.store.read((reading) => reading.agents.byId(alice));
  assert.equal(agents?.channel.forcedBy, "sam");
});

test("LogOut ends the user's push sessions in every process, after they have heard of it, and nobody else's", async (t) => {
  const { centre, post } = await supervised(t);
  const { store } = centre.performing;
  const { id: alice } = await centre.as("alice");
  const { id: bob } = await centre.as("bob");
  await ready(centre, "alice");
  await catchUp(centre.performing);
  const position = await store.read((reading) => reading.journal.lastPosition());
  const processes = [await startCometd(t), await startCometd(t)];
  const pattern = "/v2/me/channels";
  const opened = await Promise.all(
    processes.map(async (process) => {
      const clientId = await openPoll(process, { user: alice, pattern });
      const answer = exchanged(push(process, connectOf(clientId), { user: alice }));
      await openPoll(process, { user: bob, pattern });
      await eventually(() => process.hub.counts().held === 1);
      return { process, clientId, answer };
    }),
  );
  await post("sam", `/users/${alice}`, { operationName: "LogOut" });
  const written = { publicUrl: "http://127.0.0.1:8080", bodyBytesMax: 262_144 };
  for (const { process, clientId, answer } of opened) {
    const messages = (events: readonly RecordedEvent[]) => pushMessages(store, events, written);
    await tellOnce({ performing: centre.performing, publisher: process.hub, messages, telling: { position } });
    const channel = channelOf((await answer).find(({ data }) => data !== undefined)?.data);
    assert.deepEqual([channel?.userState.state, channel?.forcedBy], ["LoggedOut", "sam"]);
    const [next] = await exchanged(push(process, connectOf(clientId), { user: alice }));
    assert.equal(next?.error, "402::Unknown client");
    assert.equal(process.hub.counts().sessions, 1);
  }
});

test("LogOut without a contact-center session is told and ends sessions too", async (t) => {
  const { ask, centre, post } = await supervised(t);
  const { id: alice } = await centre.as("alice");
  assert.equal((await post("sam", `/users/${alice}`, { operationName: "LogOut" })).status, 200);
  await catchUp(centre.performing);
  const events = await centre.performing.store.read((reading) => reading.journal.audit(0, 1_000));
  const last = events.at(-1)?.event;
  assert.ok(last?.kind === "ReadinessChanged" && last.forced?.endsSessions === true);
  const session = "/postroom/v1/me/session";
  assert.deepEqual(await toldTo(centre, "alice", session), [{ reason: "LoggedOut" }]);
  const body = { roles: ["ROLE_AGENT", "ROLE_SUPERVISOR"] };
  const changed = await ask({ method: "PUT", path: `/api/v2/users/${alice}`, as: "root", body });
  assert.equal(changed.status, 200, changed.text);
  assert.deepEqual((await toldTo(centre, "alice", session)).at(-1), { reason: "RightsChanged" });
  assert.deepEqual(await toldTo(centre, "bob", session), []);
});
