import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { auditAnswer } from "@postroom/contract";
import { drafted, owned } from "../../testing/agent-day.ts";
import { catchUp } from "../../wire/catch-up.ts";
import { basic, type Given, settingsOf, startHttp } from "./http.fixture.ts";
import { httpDefaults } from "./settings.ts";

/** A server with a draft of alice, and what the audit says of refused accesses. */
async function refusing(t: TestContext, given: Given = {}) {
  const server = await startHttp(t, given);
  const { centre, ask } = server;
  const draft = await drafted(centre, "alice", await owned(centre, "alice"));
  const post = (as: string, path: string, body: object) => ask({ as, method: "POST", path: `/api/v2${path}`, body });
  const audited = async () => {
    const { json } = await ask({ as: "sam", path: "/api/v2/audit?limit=1000" });
    return auditAnswer.parse(json).audit.filter(({ kind }) => kind === "AccessRefused");
  };
  /** Log-ins are noted beside their answers: stopping waits for them. */
  const auditedAtEnd = async () => {
    await server.stop();
    await catchUp(centre.performing);
    const rows = await centre.performing.store.read((reading) => reading.journal.audit(0, 1_000));
    return rows.flatMap(({ event, actor }) => (event.kind === "AccessRefused" ? [{ actor, ...event }] : []));
  };
  return { ...server, draft, path: `/me/emails/${draft}`, post, audited, auditedAtEnd };
}

const secret = "nobody may read this";
const send = { operationName: "Send", email: { subject: secret, bodyAsPlainText: secret } };

test("who touches what is another's stands in the audit without a version, once a minute for each operation and target", async (t) => {
  const { centre, draft, path, post, audited } = await refusing(t);
  for (const _ of [1, 2, 3]) assert.equal((await post("bob", path, send)).json["statusCode"], 3);
  await post("bob", path, { operationName: "Cancel" });
  const rows = await audited();
  assert.deepEqual(
    rows.map(({ seq, at, referenceId, ...row }) => row),
    ["Send", "Cancel"].map((operation) => ({
      ...{ kind: "AccessRefused", by: "bob", operation, thing: "path", name: `/api/v2/me/emails/${draft}` },
      ...{ why: `${operation} is not possible: the interaction is held by another user`, address: "127.0.0.1" },
    })),
  );
  assert.ok(!JSON.stringify(rows).includes(secret));
  await centre.clock.advance(httpDefaults.refusedAccessMs);
  await post("bob", path, send);
  assert.equal((await audited()).length, 3);
});

test("who lacks the role stands there too, whatever the body calls itself, and who finds nothing does not", async (t) => {
  const { ask, post, audited } = await refusing(t);
  assert.equal((await post("alice", "/skills", { operationName: secret, name: secret })).status, 403);
  assert.equal((await ask({ as: "alice", path: `/api/v2/interactions?q=${encodeURIComponent(secret)}` })).status, 403);
  assert.equal((await post("alice", "/me/emails/NONE", send)).status, 404);
  assert.equal((await post("alice", "/me/emails/NONE", { operationName: "Nonsense" })).status, 400);
  const rows = await audited();
  assert.deepEqual(
    rows.map(({ by, operation, name }) => [by, operation, name]),
    [
      ["alice", "POST", "/api/v2/skills"],
      ["alice", "GET", "/api/v2/interactions"],
    ],
  );
  assert.ok(!JSON.stringify(rows).includes(secret));
});

test("a failed log-in stands there with the user's name and the address, never with what was typed", async (t) => {
  const { ask, auditedAtEnd } = await refusing(t);
  const tries = [
    ["alice", "typed wrongly"],
    ["Alice", "typed wrongly again"],
    ["my password", "in the wrong field"],
    ["another password", "in the wrong field"],
  ] as const;
  for (const [userName, password] of tries) {
    const answer = await ask({ path: "/api/v2/me", headers: { authorization: basic(userName, password) } });
    assert.equal(answer.status, 401);
  }
  const form = { method: "POST", path: "/session", remoteAddress: "10.1.2.3" };
  assert.equal((await ask({ ...form, body: { userName: "alice", password: secret } })).status, 401);
  const rows = await auditedAtEnd();
  assert.deepEqual(
    rows.map(({ actor, operation, thing, name, address }) => [actor, operation, thing, name, address]).toSorted(),
    [
      ["system", "LogIn", "user", "alice", "10.1.2.3"],
      ["system", "LogIn", "user", "alice", "127.0.0.1"],
      ["system", "LogIn", "user", "unknown", "127.0.0.1"],
    ],
  );
  assert.doesNotMatch(JSON.stringify(rows), /typed|my password|another|field|nobody/);
});

test("however much is refused, the audit takes a limited number a minute", async (t) => {
  const settings = { ...httpDefaults, refusedAccessesMax: 2 };
  const { post, audited, centre } = await refusing(t, {
    file: settingsOf({ requestRate: 1_000, requestBurst: 1_000 }),
    options: { settings },
  });
  for (let number = 0; number < 5; number++) await post("alice", `/users/${number}`, { operationName: "LogOut" });
  assert.equal((await audited()).length, 2);
  await centre.clock.advance(httpDefaults.refusedAccessMs);
  await post("alice", "/users/9", { operationName: "LogOut" });
  assert.equal((await audited()).length, 3);
});

test("a target that is long is cut", async (t) => {
  const { post, audited } = await refusing(t);
  const { status } = await post("alice", `/users/${"x".repeat(1_000)}`, { operationName: "LogOut" });
  assert.equal(status, 403);
  assert.deepEqual(
    (await audited()).map(({ name }) => name?.length),
    [httpDefaults.refusedAccessNameMax],
  );
});
