import assert from "node:assert/strict";
import { test } from "node:test";
import { acme } from "../../testing/centre.ts";
import { setUpLink } from "../../wire/desktop/set-up.ts";
import { startHttp } from "./http.fixture.ts";

const path = "/api/postroom/v1/setup";
const chosen = { userName: "ada", password: "a quite long one" };

test("the printed link makes one admin, who is signed in at once; the one before it, and any other word, makes nobody", async (t) => {
  const { ask, centre } = await startHttp(t, { file: { ...acme, agents: [] } });
  const token = async () => (await setUpLink(centre.performing))?.split("#")[1] ?? "";
  const post = (body: object, more = {}) => ask({ method: "POST", path, body: { ...chosen, ...body }, ...more });
  const [older, newer] = [await token(), await token()];
  assert.match(newer, /^[\w-]{32,}$/);
  const { rows } = await centre.pool.query("SELECT c::text AS text FROM centre c");
  assert.ok(!rows[0].text.includes(newer), "stored hashed");
  for (const wrong of [older, "x".repeat(newer.length), `${newer}x`]) {
    const answer = await post({ token: wrong });
    assert.deepEqual([answer.status, answer.json["statusCode"], answer.cookie], [400, 10, undefined], answer.text);
    assert.match(answer.text, /\$\.token: not the link/);
  }
  const refusals = [
    [{ token: newer, password: "short" }, /\$\.password: at least 12 characters/],
    [{ token: newer, userName: "a:b" }, /\$\.userName: no colon/],
    [{}, /\$\.token: missing/],
  ] as const;
  for (const [body, words] of refusals) assert.match((await post(body)).text, words);
  const foreign = await post({ token: newer }, { headers: { origin: "https://evil.test" } });
  assert.deepEqual([foreign.status, foreign.json["statusMessage"]], [403, "this origin is not allowed"]);
  const elsewhere = await post({ token: newer }, { remoteAddress: "192.0.2.7" });
  assert.match(elsewhere.text, /only on the machine that runs the server/);

  const both = await Promise.all([post({ token: newer }), post({ token: newer, userName: "eve" })]);
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 409], both.map(({ text }) => text).join("\n"));
  const made = both.find(({ status }) => status === 200);
  const user = Object(made?.json["user"]);
  const isIn = await ask({ path: "/api/v2/me", headers: { cookie: `JSESSIONID=${made?.cookie}` } });
  assert.deepEqual([isIn.status, Object(isIn.json["user"]).userName], [200, user.userName]);
  const settings = { method: "PUT", path: "/api/v2/settings/interaction-workspace", body: {} };
  const token2 = { cookie: `JSESSIONID=${made?.cookie}`, "x-csrf-token": made?.headers["x-csrf-token"] ?? "" };
  assert.notEqual((await ask({ ...settings, headers: token2 })).status, 403, "an admin");

  assert.equal(await setUpLink(centre.performing), undefined, "closed for good");
  const again = await post({ token: newer, userName: "eve" });
  assert.deepEqual(
    [again.status, again.json["statusMessage"]],
    [409, "SetUp is not possible: it was done already; sign in"],
  );
  const { rows: users } = await centre.pool.query("SELECT user_name, roles FROM users");
  assert.deepEqual(users, [{ user_name: user.userName, roles: ["admin"] }]);
});

test("a centre that has people is closed from its beginning", async (t) => {
  const { ask, centre } = await startHttp(t);
  assert.equal(await setUpLink(centre.performing), undefined);
  const answer = await ask({ method: "POST", path, body: { ...chosen, token: "x" } });
  assert.equal(answer.status, 409, answer.text);
  assert.deepEqual([(await ask({ path })).status, (await ask({ path })).headers["allow"]], [405, "POST, OPTIONS"]);
});
