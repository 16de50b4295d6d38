import assert from "node:assert/strict";
import test from "node:test";
import { type Agent, startAgent } from "../support/agent.ts";
import { type Dialect, dialectA, dialectB } from "../support/dialect.ts";
import { type Answer, clientOf } from "../support/http.ts";
import { mailIn } from "../support/mail.ts";
import { allInteractions } from "../support/operator.ts";
import { refused } from "../support/refused.ts";
import { startServer } from "../support/server.ts";
import { startSink } from "../support/sink.ts";

test("repeating is safe and old versions are refused, on Accept, Reply and Send", async (t) => {
  const sink = await startSink(t);
  const server = await startServer(t, { team: "acme", relay: sink.url });
  const { http, smtp } = server.ready();
  const bob = await startAgent(t, { http, userName: "bob" });
  const sam = clientOf(http, "sam");
  const alices = new Map<Dialect, Agent>();
  for (const dialect of [dialectA, dialectB]) {
    alices.set(dialect, await startAgent(t, { http, userName: "alice", dialect }));
  }

  for (const dialect of [dialectA, dialectB]) {
    await t.test(
      `dialect ${dialect.name}: the same key and body give the first answer again, byte for byte`,
      async () => {
        const { agent: alice, id } = await offered(dialect);
        const accepted = await twice(alice, `/me/${dialect.resource}/${id}`, { operationName: "Accept" });
        assert.equal(accepted.body["statusCode"], 0);

        const replied = await twice(alice, `/me/${dialect.resource}/${id}`, {
          operationName: "Reply",
          subjectPrefix: "Re: ",
        });
        const draft = String(replied.body["replyInteractionId"]);
        assert.deepEqual((await alice.holds()).map((one) => one.id).toSorted(), [draft, id].toSorted());

        const count = sink.mails.length;
        await twice(alice, `/me/${dialect.resource}/${draft}`, {
          operationName: "Send",
          [dialect.container]: { text: "Tomorrow." },
        });
        await sink.until(count + 1);
        await alice.does(id, "Complete");
        const told = alice.listener.heard.filter(({ channel }) => channel === dialect.topic).map(({ data }) => data);
        const referenceIds = told.map((data) => dialect.told(data).referenceId).filter((one) => one !== undefined);
        assert.equal(new Set(referenceIds).size, referenceIds.length, "no second notification");
        assert.equal(sink.mails.length, count + 1);
        await alice.tidy();
      },
    );

    await t.test(`dialect ${dialect.name}: a key serves one request of one user`, async () => {
      const { agent: alice, id } = await offered(dialect);
      await alice.does(id, "Accept");
      const key = { "idempotency-key": `key-${dialect.name}` };
      const path = `/me/${dialect.resource}/${id}`;
      const ask = (body: object, to = path, who = alice.client) => who.post(to, body, key);
      assert.equal((await ask({ operationName: "Reply" })).status, 200);
      for (const other of [{ operationName: "Reply", subjectPrefix: "Re: " }, { operationName: "Complete" }]) {
        assert.equal(refused(await ask(other), 409, 2), "Idempotency-Key was used for another request");
      }
      const elsewhere = await ask({ operationName: "Reply" }, `/me/${dialect.resource}/NOSUCH`);
      assert.equal(refused(elsewhere, 409, 2), "Idempotency-Key was used for another request");
      refused(await ask({ operationName: "Reply" }, path, bob.client), 403, 3);
      assert.equal((await alice.holds()).length, 2);
      await alice.tidy();
    });

    await t.test(`dialect ${dialect.name}: a refusal is remembered too`, async () => {
      const { agent: alice, id } = await offered(dialect);
      const path = `/me/${dialect.resource}/${id}`;
      const refusal = await twice(alice, path, { operationName: "Reply" }, 409);
      await alice.does(id, "Accept");
      const again = await alice.client.post(path, { operationName: "Reply" }, refusal.key);
      assert.deepEqual([again.status, again.text], [409, refusal.text]);
      await alice.tidy();
    });

    await t.test(`dialect ${dialect.name}: If-Match holds against the version that the ETag tells`, async () => {
      const { agent: alice, id } = await offered(dialect);
      const count = sink.mails.length;
      await onlyPresent(alice, dialect, id, { operationName: "Accept" });
      const { body } = await onlyPresent(alice, dialect, id, { operationName: "Reply" });
      const draft = String(body["replyInteractionId"]);
      await onlyPresent(alice, dialect, draft, { operationName: "Send", [dialect.container]: { text: "Soon." } });
      await sink.until(count + 1);
      await alice.tidy();
    });
  }

  await t.test("one key at the same time in ten requests is done once", async () => {
    const { agent: alice, id } = await offered(dialectA);
    await alice.does(id, "Accept");
    const ask = () =>
      alice.client.post(`/me/interactions/${id}`, { operationName: "Reply" }, { "idempotency-key": "burst" });
    const answers = await Promise.all(Array.from({ length: 10 }, ask));
    const done = answers.filter(({ status }) => status === 200);
    assert.ok(done.length >= 1);
    assert.equal(new Set(done.map(({ text }) => text)).size, 1);
    for (const answer of answers) if (answer.status !== 200) refused(answer, 409, 19);
    const drafts = (await allInteractions(sam)).filter((row) => row.parentInteractionId === id);
    assert.equal(drafts.length, 1);
    await alice.tidy();
  });

  await t.test("a key that is too long or not visible is refused", async () => {
    for (const key of ["x".repeat(256), "a b"]) {
      refused(await bob.client.post("/me", { operationName: "NotReady" }, { "idempotency-key": key }), 400, 10);
    }
  });

  /** Alice, Ready again, with a new mail offered to her. */
  async function offered(dialect: Dialect): Promise<{ readonly agent: Agent; readonly id: string }> {
    const agent = alices.get(dialect);
    assert.ok(agent);
    await agent.become("Ready");
    const id = await mailIn(t, smtp);
    await agent.hears(id, "Invited");
    return { agent, id };
  }
});

type Repeated = Answer & { readonly key: Readonly<Record<string, string>> };

/** Asks twice with one key; asserts that the second answer repeats the first. */
async function twice(alice: Agent, path: string, body: object, status = 200): Promise<Repeated> {
  const key = { "idempotency-key": crypto.randomUUID() };
  const [first, second] = [await alice.client.post(path, body, key), await alice.client.post(path, body, key)];
  assert.equal(first.status, status, first.text);
  assert.equal(first.headers.get("idempotency-replayed"), null);
  assert.deepEqual([second.status, second.text], [status, first.text]);
  assert.equal(second.headers.get("idempotency-replayed"), "true");
  return { ...first, key };
}

/** Asserts that the request is refused with an older version, and done with the present one. */
async function onlyPresent(alice: Agent, dialect: Dialect, id: string, body: object): Promise<Answer> {
  const path = `/me/${dialect.resource}/${id}`;
  const read = await alice.client.get(path);
  const { version } = dialect.one(read.body);
  assert.equal(read.headers.get("etag"), `"${version}"`);
  const stale = await alice.client.post(path, body, { "if-match": `"${version - 1}"` });
  assert.equal(refused(stale, 409, 2), `version ${version - 1} is stale, the present version is ${version}`);
  assert.equal(stale.body["version"], version);
  const done = await alice.client.post(path, body, { "if-match": `"${version}"` });
  assert.equal(done.status, 200, done.text);
  return done;
}
