import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { eraseContact } from "../operations/contact/erase.ts";
import { liftLegalHold, placeLegalHold } from "../operations/contact/legal-hold.ts";
import { completeOpen } from "../operations/supervisor/complete-open.ts";
import { moveToQueue } from "../operations/supervisor/move-to-queue.ts";
import { doneBy, load, readAndRoute, receive } from "../testing/agent-day.ts";
import { acme, testCentre } from "../testing/centre.ts";
import { sweeping, sweepOnce } from "./sweeper.ts";

const dayMs = 86_400_000;
const [support, ...others] = acme.queues;
const keeping = { ...acme, queues: [{ ...support, retention: { days: 30 } }, ...others] };

async function started(t: TestContext) {
  const centre = await testCentre(t, keeping);
  const state = sweeping();
  const mail = async (name: string, more: readonly string[] = []) => {
    const headers = [`From: ${name} <${name}@x.test>`, "To: support@acme.test", `Subject: From ${name}`, ...more];
    const id = await receive(centre, { headers: [...headers, `Message-ID: <${name}${more.length}@x.test>`] });
    await readAndRoute(centre);
    return id;
  };
  const complete = (id: string) => doneBy(centre, "sam", completeOpen, { target: id, input: {} });
  /** A sweeper's turns until nothing is left, so many days later. */
  const after = async (days: number) => {
    centre.clock.advance(days * dayMs);
    while (await sweepOnce(centre.performing, state));
  };
  const subjects = async () => {
    const { rows } = await centre.pool.query(
      "SELECT c.subject FROM interactions i JOIN contents c ON c.id = i.content_id ORDER BY i.received_at, c.subject",
    );
    return rows.map(({ subject }) => subject);
  };
  const contacts = async () => {
    const { rows } = await centre.pool.query("SELECT first_name || last_name AS name FROM contacts ORDER BY 1");
    return rows.map(({ name }) => name);
  };
  return { centre, mail, complete, after, subjects, contacts };
}

test("a queue's mail is erased when its time is over, with whoever is left without any; not what is open, held or another queue's", async (t) => {
  const { centre, mail, complete, after, subjects, contacts } = await started(t);
  const ann = await mail("ann");
  await mail("bob");
  const carl = await mail("carl");
  const dora = await mail("dora");
  const eve = await mail("eve");
  const general = { name: { value: "general", path: "$.queueName" } };
  await doneBy(centre, "sam", moveToQueue, { target: carl, input: { queue: general, position: "end" } });
  for (const id of [ann, carl, dora, eve]) await complete(id);
  const { contact: held = "" } = await load(centre, dora);
  await doneBy(centre, "root", placeLegalHold, { target: held, input: { reason: "a court" } });

  await after(20);
  const again = await mail("eve", [`In-Reply-To: <eve0@x.test>`]);
  assert.equal((await load(centre, again)).thread, (await load(centre, eve)).thread);
  await complete(again);
  await after(9);
  assert.deepEqual(await subjects(), ["From ann", "From bob", "From carl", "From dora", "From eve", "From eve"]);
  await after(2);
  assert.deepEqual(await subjects(), ["", "From bob", "From carl", "From dora", "From eve", "From eve"]);
  assert.deepEqual(await contacts(), ["bob", "carl", "dora", "eve"]);
  await after(20);
  assert.deepEqual(await subjects(), ["", "", "From bob", "From carl", "From dora", ""]);
  await doneBy(centre, "root", liftLegalHold, { target: held, input: {} });
  await after(1);
  assert.deepEqual(await contacts(), ["bob", "carl"]);
  // Who answers what was erased begins anew, and is erased in turn.
  const late = await mail("ann", ["In-Reply-To: <ann0@x.test>"]);
  assert.notEqual((await load(centre, late)).thread, (await load(centre, ann)).thread);
  const { rows } = await centre.pool.query(
    "SELECT event ->> 'note' AS note, event ->> 'interactions' AS count FROM (SELECT event FROM journal UNION ALL SELECT event FROM outbox) e WHERE event ->> 'operation' = 'EraseOld'",
  );
  assert.deepEqual(
    rows.map(({ note, count }) => [note, Number(count)]),
    [
      ["kept no longer", 1],
      ["kept no longer", 2],
      ["kept no longer", 1],
    ],
  );
});

test("what a person's erasure has left is not looked at again; a queue that says nothing keeps all", async (t) => {
  const { centre, mail, complete, after, subjects } = await started(t);
  const ann = await mail("ann");
  await complete(ann);
  const { contact = "" } = await load(centre, ann);
  await doneBy(centre, "root", eraseContact, { target: contact, input: { reason: "Article 17" } });
  await centre.pool.query("UPDATE queues SET retention = NULL; UPDATE configuration_version SET version = version + 1");
  await complete(await mail("bob"));
  await after(4_000);
  assert.deepEqual(await subjects(), ["", "From bob"]);
});
