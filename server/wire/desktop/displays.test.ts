import assert from "node:assert/strict";
import { test } from "node:test";
import { acme } from "../../testing/centre.ts";
import type { Shown } from "../gws/desk.fixture.ts";
import { refusal, startDay } from "../gws/listening.fixture.ts";

const base = "/api/postroom/v1";
const path = `${base}/display-tokens`;

test("a screen shows the wallboard by its token and nothing else, until it is taken back; the token is told once and stored hashed", async (t) => {
  const { server, centre, get } = await startDay(t, {
    file: { ...acme, groups: [{ name: "FrontLine" }, { name: "Back" }] },
  });
  const make = (body: object, headers = {}, as = "sam") => server.ask({ method: "POST", path, as, body, headers });
  const key = { "idempotency-key": "screen" };
  const made = await make({ name: "Hall" }, key);
  assert.equal(made.status, 200, made.text);
  const { token, url, displayToken }: Shown = made.json;
  assert.match(url, new RegExp(`/display#${token}$`));
  assert.deepEqual([displayToken.name, displayToken.by, displayToken.group], ["Hall", "sam", undefined]);
  assert.deepEqual((await make({ name: "Hall" }, key)).json, { status: "ok", statusCode: 0, displayToken });
  for (const table of ["display_tokens", "remembered_answers", "outbox", "journal"]) {
    const { rows } = await centre.pool.query(`SELECT t::text AS text FROM ${table} t`);
    assert.ok(!rows.some(({ text }: { text: string }) => text.includes(token)), table);
  }

  const look = (at: string, by = token, method = "GET") =>
    server.ask({
      method,
      path: at,
      headers: { authorization: `Bearer ${by}` },
      ...(method === "GET" ? {} : { body: {} }),
    });
  const board = await look(`${base}/wallboard?group=Back`);
  assert.equal(board.status, 200, board.text);
  const { queues, agents }: Shown = board.json;
  assert.deepEqual(
    [queues.map(({ name }: Shown) => name), agents.map(({ capabilities }: Shown) => capabilities)],
    [
      ["support", "general", "review"],
      [[], [], []],
    ],
    "what a screen shows was decided when it got its token",
  );
  assert.equal(board.cookie, undefined);
  for (const other of [`${base}/me/snapshot`, `${base}/display-tokens`, "/api/v2/supervisor/overview", "/api/v2/me"]) {
    assert.equal((await look(other)).status, 401, other);
  }
  assert.equal((await look(`${base}/wallboard`, token, "POST")).status, 401);
  assert.equal((await look(`${base}/wallboard`, "0".repeat(64))).status, 401);

  const { displayToken: ofGroup, token: groupToken }: Shown = (await make({ name: "Desk", group: "FrontLine" })).json;
  const { group, agents: members }: Shown = (await look(`${base}/wallboard`, groupToken)).json;
  assert.deepEqual([group.name, members.map(({ userName }: Shown) => userName)], ["FrontLine", ["alice", "bob"]]);
  const { displayTokens }: Shown = (await server.ask({ path, as: "root" })).json;
  assert.deepEqual(displayTokens, [ofGroup, displayToken]);

  const back = await server.ask({ method: "DELETE", path: `${path}/${displayToken.id}`, as: "root" });
  assert.equal(back.json["removedId"], displayToken.id, back.text);
  assert.equal((await look(`${base}/wallboard`)).status, 401, "at once");
  const again = { method: "DELETE", path, as: "sam", body: { id: ofGroup.id } };
  assert.equal((await server.ask(again)).status, 200);
  assert.match(refusal(await server.ask(again)), /^6\/404 display not found/);
  const { audit }: Shown = (await get("sam", "/audit?since=0&limit=1000")).json;
  assert.deepEqual(
    audit.flatMap(({ thing, by, operation, name }: Shown) => (thing === "display" ? [[by, operation, name]] : [])),
    [
      ["sam", "CreateDisplayToken", "Hall"],
      ["sam", "CreateDisplayToken", "Desk"],
      ["root", "RemoveDisplayToken", "Hall"],
      ["sam", "RemoveDisplayToken", "Desk"],
    ],
  );

  assert.match(refusal(await make({})), /^1\/400 \$\.name/);
  assert.match(refusal(await make({ name: "a\nb" })), /^10\/400 \$\.name/);
  assert.match(refusal(await make({ name: "Hall", group: "Nowhere" })), /^6\/404 group not found: Nowhere/);
  assert.match(refusal(await make({ name: "Hall" }, {}, "alice")), /^5\/403/);
  assert.deepEqual((await server.ask({ path, as: "sam" })).json["displayTokens"], []);
});
