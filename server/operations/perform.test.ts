import assert from "node:assert/strict";
import { test } from "node:test";
import { doneBy, drafted, load, owned, readAndRoute, ready, receive, replyInput } from "../testing/agent-day.ts";
import { type Centre, testCentre } from "../testing/centre.ts";
import { accept } from "./email/accept.ts";
import { complete } from "./email/complete.ts";
import { placeInQueue } from "./email/place-in-queue.ts";
import { reply } from "./email/reply.ts";
import { send } from "./email/send.ts";
import { setInFocus } from "./email/set-in-focus.ts";
import { defineOperation, done, type OperationDefinition, refuse } from "./operation.ts";
import { type Answered, type Keyed, perform } from "./perform.ts";

type Asked<Input> = { readonly target?: string; readonly input: Input; readonly expectedVersion?: number };

/** As the wire keys a request: the answer says what was done. */
const keyed = <Value>(key: string, requestHash = "hash"): Keyed<Value> => ({
  key,
  requestHash,
  answer: ({ result, referenceId }) => ({
    status: result.ok ? 200 : result.refusal.kind === "mailTooLarge" ? 413 : 409,
    body: JSON.stringify({ ok: result.ok, referenceId }),
  }),
});

async function asked<Input, Value>(
  centre: Centre,
  userName: string,
  operation: OperationDefinition<Input, Value>,
  request: Asked<Input> & { readonly keyed?: Keyed<Value> },
): Promise<Answered<Value>> {
  return perform(centre.performing, { operation, actor: await centre.as(userName), ...request });
}
const refusalOf = (answered: Answered<unknown>): string =>
  "replay" in answered ? "replay" : answered.result.ok ? "done" : answered.result.refusal.kind;

async function invited(centre: Centre): Promise<string> {
  await ready(centre, "alice");
  const id = await receive(centre);
  await readAndRoute(centre);
  return id;
}

test("the same request with the same key is answered with the first answer, and done once", async (t) => {
  const centre = await testCentre(t);
  const target = await invited(centre);
  const request = { target, input: { rememberAgent: false } };
  const first = await asked(centre, "alice", accept, { ...request, keyed: keyed("k1") });
  assert.equal(refusalOf(first), "done");
  const { version } = await load(centre, target);
  const again = await asked(centre, "alice", accept, { ...request, keyed: keyed("k1") });
  assert("replay" in again && "referenceId" in first);
  assert.deepEqual(again.replay, {
    ...{ requestHash: "hash", status: 200, body: JSON.stringify({ ok: true, referenceId: first.referenceId }) },
    at: centre.clock.wall(),
  });
  assert.equal((await load(centre, target)).version, version);
});

test("a draft that is asked for again with its key is made once", async (t) => {
  const centre = await testCentre(t);
  const target = await owned(centre, "alice");
  const request = { target, input: replyInput };
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => asked(centre, "alice", reply, { ...request, keyed: keyed("k1") })),
  );
  const kinds = answers.map(refusalOf);
  assert.equal(kinds.filter((kind) => kind === "done").length, 1);
  assert(kinds.every((kind) => ["done", "replay", "keyRunning"].includes(kind)));
  const { rows } = await centre.pool.query("SELECT FROM interactions WHERE parent_id = $1", [target]);
  assert.equal(rows.length, 1);
});

test("a key is refused for another request, and belongs to its user", async (t) => {
  const centre = await testCentre(t);
  const target = await invited(centre);
  const request = { target, input: { rememberAgent: false } };
  await asked(centre, "alice", accept, { ...request, keyed: keyed("k1") });
  const other = await asked(centre, "alice", complete, { ...request, keyed: keyed("k1", "other hash") });
  assert.equal(refusalOf(other), "keyReused");
  const bob = await asked(centre, "bob", accept, { ...request, keyed: keyed("k1", "other hash") });
  assert.equal(refusalOf(bob), "wrongState");
});

test("a refusal is remembered with its key, and nothing else of it is left", async (t) => {
  const centre = await testCentre(t);
  const target = await owned(centre, "alice");
  const before = await load(centre, target);
  const { rows: outboxBefore } = await centre.pool.query("SELECT FROM outbox");
  const request = { target, input: { rememberAgent: true }, keyed: keyed<never>("k1") };
  assert.equal(refusalOf(await asked(centre, "alice", accept as never, request)), "wrongState");
  const draft = await drafted(centre, "alice", target);
  await doneBy(centre, "alice", complete, { target, input: { rememberAgent: false } });
  assert.equal(refusalOf(await asked(centre, "alice", accept as never, request)), "replay");
  assert.equal((await load(centre, target)).version, before.version + 1);
  const { rows } = await centre.pool.query("SELECT FROM outbox");
  assert.equal(rows.length, outboxBefore.length + 2, "the draft and the end, nothing of the refusals");
  assert.equal((await load(centre, draft)).state, "Composing");
});

test("a refusal for a missing role is remembered too; too large and worse are not", async (t) => {
  const centre = await testCentre(t);
  const target = await invited(centre);
  const request = { target, input: { rememberAgent: false } };
  assert.equal(refusalOf(await asked(centre, "root", accept, { ...request, keyed: keyed("k1") })), "roleMissing");
  assert.equal(refusalOf(await asked(centre, "root", accept, { ...request, keyed: keyed("k1") })), "replay");
  const tooLarge = defineOperation<object, never>("Save", "Save", async () =>
    refuse({ kind: "mailTooLarge", bytesMax: 1 }),
  );
  for (const _ of [1, 2]) {
    const answered = await asked(centre, "alice", tooLarge, { input: {}, keyed: keyed("k2") });
    assert.equal(refusalOf(answered), "mailTooLarge");
  }
});

test("a refused operation leaves nothing, whatever it had written before it refused", async (t) => {
  const centre = await testCentre(t);
  const target = await owned(centre, "alice");
  const { contact } = await load(centre, target);
  const wavering = defineOperation<object, never>("Save", "Save", async ({ tx }) => {
    await tx.contacts.rememberAgent(contact ?? "", "alice", tx.now.wall);
    await tx.centre.changed("nothing", "nothing", "Save");
    return refuse({ kind: "notPossible", operation: "Save", because: "of a test" });
  });
  const { rows: before } = await centre.pool.query("SELECT FROM outbox");
  for (const key of [undefined, keyed<never>("k1")]) {
    await asked(centre, "alice", wavering, { input: {}, ...(key === undefined ? {} : { keyed: key }) });
  }
  const after = await centre.performing.store.read((reading) => reading.contacts.byId(contact ?? ""));
  assert.equal(after?.lastAgent, undefined);
  assert.equal((await centre.pool.query("SELECT FROM outbox")).rowCount, before.length);
});

test("If-Match: the present version passes, a stale one is refused with the present one", async (t) => {
  const centre = await testCentre(t);
  const target = await owned(centre, "alice");
  const { version } = await load(centre, target);
  const stale = await asked(centre, "alice", setInFocus, { target, input: {}, expectedVersion: version - 1 });
  assert.deepEqual("result" in stale && stale.result, {
    ok: false,
    refusal: { kind: "staleVersion", given: version - 1, present: version },
  });
  const other = await asked(centre, "bob", complete, { target, input: { rememberAgent: false }, expectedVersion: 1 });
  assert.equal(refusalOf(other), "staleVersion", "before the state and the holder");
  const fresh = { target, input: { rememberAgent: false }, expectedVersion: version };
  assert.equal(refusalOf(await asked(centre, "alice", complete, fresh)), "done");
});

test("of many writes with one If-Match one is done, the others hear of the new version", async (t) => {
  const centre = await testCentre(t);
  const target = await owned(centre, "alice");
  const { version } = await load(centre, target);
  const queue = { name: { value: "general", path: "$.queueName" } };
  const answers = await Promise.all(
    Array.from({ length: 6 }, () =>
      asked(centre, "alice", placeInQueue, { target, input: { queue }, expectedVersion: version }),
    ),
  );
  assert.deepEqual(answers.map(refusalOf).toSorted(), ["done", ...Array(5).fill("staleVersion")]);
});

test("referenceIds are numbers from 1, never the same twice, and stand in the events of their operation", async (t) => {
  const centre = await testCentre(t);
  const target = await owned(centre, "alice");
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => asked(centre, "alice", reply, { target, input: replyInput })),
  );
  const ids = answers.map((answered) => ("referenceId" in answered ? answered.referenceId : 0));
  assert(ids.every((id) => Number.isInteger(id) && id >= 1 && id <= 2_147_483_647));
  assert.equal(new Set(ids).size, ids.length);
  const { rows } = await centre.pool.query(
    "SELECT reference_id FROM outbox WHERE event ->> 'kind' = 'DraftCreated' ORDER BY reference_id",
  );
  assert.deepEqual(
    rows.map((row) => row.reference_id),
    ids.toSorted((a, b) => a - b),
  );
  const { rows: system } = await centre.pool.query(
    "SELECT reference_id FROM outbox WHERE actor = 'system' AND reference_id IS NOT NULL",
  );
  assert.deepEqual(system, []);
});

test("slow work on the input is done before the transaction, and its refusal is the answer", async (t) => {
  const centre = await testCentre(t);
  const seen: string[] = [];
  const slow = defineOperation<{ readonly text: string }, string>(
    "Save",
    "Save",
    async ({ input }) => done(input.text),
    async (_, input) => {
      seen.push(input.text);
      return input.text === "bad"
        ? refuse({ kind: "badValue", path: "$", because: "bad" })
        : done({ text: "prepared" });
    },
  );
  const good = await asked(centre, "alice", slow, { input: { text: "good" } });
  assert.deepEqual("result" in good && good.result, { ok: true, value: "prepared" });
  assert.equal(refusalOf(await asked(centre, "alice", slow, { input: { text: "bad" } })), "badValue");
  assert.equal(refusalOf(await asked(centre, "root", slow, { input: { text: "never" } })), "roleMissing");
  assert.deepEqual(seen, ["good", "bad"]);
});

test("Send is all or nothing: a mail that cannot be sealed changes no draft", async (t) => {
  const centre = await testCentre(t);
  const target = await drafted(centre, "alice", await owned(centre, "alice"));
  const before = await load(centre, target);
  await centre.pool.query("UPDATE settings SET value = jsonb_set(value, '{messageBytesMax}', '100')");
  const content = { path: "$.email", text: "Tomorrow.", html: "" };
  const refused = await asked(centre, "alice", send, { target, input: { rememberAgent: true, content } });
  assert.equal(refusalOf(refused), "mailTooLarge");
  assert.deepEqual(await load(centre, target), before);
});
