import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ContactChange } from "../../domain/contact/change.ts";
import { single } from "../../domain/contact/contact.ts";
import { ask, doneBy, load, readAndRoute, receive } from "../../testing/agent-day.ts";
import { type Centre, testCentre } from "../../testing/centre.ts";
import { createContact } from "./create.ts";
import { mergeContacts } from "./merge.ts";
import { unmergeContacts } from "./unmerge.ts";
import { updateContact } from "./update.ts";

const named = (...ids: readonly string[]) => ({
  contacts: ids.map((value, index) => ({ value, path: `$.contactIds[${index}]` })),
});
const make = async (centre: Centre, change: Partial<ContactChange> = {}): Promise<string> =>
  (await doneBy(centre, "alice", createContact, { input: { attributes: {}, ...change } })).id;
const merge = (centre: Centre, target: string, ...ids: readonly string[]) =>
  ask(centre, "alice", mergeContacts, { target, input: named(...ids) });
const unmerge = (centre: Centre, target: string, ...ids: readonly string[]) =>
  ask(centre, "alice", unmergeContacts, { target, input: named(...ids) });
const read = (centre: Centre, id: string) => centre.performing.store.read((reading) => reading.contacts.byId(id));
const kindOf = (result: Awaited<ReturnType<typeof merge>>): string => (result.ok ? "done" : result.refusal.kind);

/** Every row that a merge could touch; versions only rise. */
async function rowsOf(centre: Centre): Promise<unknown> {
  const queries = [
    "SELECT id, first_name, last_name, attributes, created_at, merged_into, merged_at, root_id, terms FROM contacts ORDER BY id",
    "SELECT * FROM contact_addresses ORDER BY address, contact_id",
    "SELECT id, contact_id, version, user_data FROM interactions ORDER BY id",
    "SELECT id, contact_id FROM threads ORDER BY id",
  ];
  return Promise.all(queries.map(async (query) => (await centre.pool.query(query)).rows));
}

const mailFrom = async (centre: Centre, address: string): Promise<string> => {
  const id = await receive(centre, { headers: [`From: ${address}`, "To: support@acme.test", "Subject: s"] });
  await readAndRoute(centre);
  return id;
};

test("merged contacts answer under every id with all values and interactions, and new mail finds the one that is left", async (t) => {
  const centre = await testCentre(t);
  const [one, two] = [await mailFrom(centre, "Ann Lee <ann@a.test>"), await mailFrom(centre, "ann@b.test")];
  const { contact: target = "" } = await load(centre, one);
  const { contact: other = "", version } = await load(centre, two);
  assert.equal(kindOf(await merge(centre, target, other)), "done");
  for (const id of [target, other]) {
    const contact = await read(centre, id);
    assert.deepEqual([contact?.id, contact?.addresses], [target, ["ann@a.test", "ann@b.test"]]);
    const history = await centre.performing.store.read((reading) =>
      reading.history.page({ contact: id, order: "desc", limit: 10 }),
    );
    assert.deepEqual(history.map(({ interaction }) => interaction.id).toSorted(), [one, two].toSorted());
  }
  const moved = await load(centre, two);
  assert.deepEqual([moved.contact, moved.version], [target, version]);
  const later = await load(centre, await mailFrom(centre, "ANN@b.test"));
  assert.equal(later.contact, target);
  const thread = await centre.performing.store.read((reading) => reading.history.thread(moved.thread));
  assert.equal(thread?.contact, target);
  assert.equal(kindOf(await unmerge(centre, target, other)), "done");
  assert.deepEqual([(await load(centre, two)).contact, (await load(centre, later.id)).contact], [other, target]);
  assert.deepEqual((await read(centre, other))?.addresses, ["ann@b.test"]);
});

test("what merging and its undoing refuse changes nothing", async (t) => {
  const centre = await testCentre(t);
  const [a, b, c] = [await make(centre), await make(centre), await make(centre)];
  assert.equal(kindOf(await merge(centre, a, b)), "done");
  const before = await rowsOf(centre);
  assert.equal(kindOf(await merge(centre, "NOSUCH", c)), "notFound");
  assert.equal(kindOf(await merge(centre, a, c, "NOSUCH")), "notFound");
  assert.equal(kindOf(await merge(centre, a, a)), "contradiction");
  assert.equal(kindOf(await merge(centre, b, a)), "contradiction");
  assert.equal(kindOf(await merge(centre, a, c, b)), "contradiction");
  assert.equal(kindOf(await unmerge(centre, a, c)), "notPossible");
  assert.equal(kindOf(await unmerge(centre, a, a)), "notPossible");
  assert.equal(kindOf(await unmerge(centre, a, "NOSUCH")), "notFound");
  const stale = await ask(centre, "alice", mergeContacts, { target: a, input: named(c), expectedVersion: 1 });
  assert.equal(kindOf(stale), "staleVersion");
  assert.deepEqual(await rowsOf(centre), before);
});

test("a value that is written after a merge stays where it was written", async (t) => {
  const centre = await testCentre(t);
  const [a, b] = [
    await make(centre, { firstName: "Ann", attributes: { Title: single("Dr") } }),
    await make(centre, { lastName: "Lee", attributes: { PIN: single("1"), Title: single("Prof") } }),
  ];
  await merge(centre, a, b);
  const both = await read(centre, b);
  assert.deepEqual(
    [both?.firstName, both?.lastName, both?.attributes["Title"]?.map(({ value }) => value)],
    ["Ann", "Lee", ["Dr", "Prof"]],
  );
  await doneBy(centre, "bob", updateContact, { target: b, input: { attributes: { Title: single("Mx") } } });
  await unmerge(centre, a, b);
  assert.deepEqual((await read(centre, a))?.attributes, { Title: single("Mx") });
  assert.deepEqual((await read(centre, b))?.attributes, { PIN: single("1") });
});

test("merging two contacts into each other at once has one winner", async (t) => {
  const centre = await testCentre(t);
  const [a, b] = [await make(centre), await make(centre)];
  const results = await Promise.all([merge(centre, a, b), merge(centre, b, a)]);
  assert.deepEqual(results.map(kindOf).toSorted(), ["contradiction", "done"]);
});

test("merging and taking out again leaves the same rows, whatever was merged before", async (t) => {
  const centre = await testCentre(t);
  const steps = fc.record({
    values: fc.array(fc.constantFrom("ann@a.test", "ann@b.test", "ANN@a.test", "x@y.test"), { maxLength: 2 }),
    before: fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { maxLength: 3 }),
    pair: fc.tuple(fc.nat(3), fc.nat(3)),
  });
  await fc.assert(
    fc.asyncProperty(steps, async ({ values, before, pair }) => {
      const ids = await Promise.all(
        [0, 1, 2, 3].map((index) =>
          make(centre, {
            firstName: index % 2 === 0 ? "" : `Ann${index}`,
            attributes: { EmailAddress: single(values[index % 2] ?? "z@z.test"), Title: single(`T${index}`) },
          }),
        ),
      );
      const at = (index: number) => ids[index] ?? "";
      for (const [target, other] of before) await merge(centre, at(target), at(other));
      const rows = await rowsOf(centre);
      // The other's own contact is what moves, and what is taken out again.
      const moving = (await read(centre, at(pair[1])))?.id ?? "";
      const merged = await merge(centre, at(pair[0]), moving);
      if (merged.ok) assert.equal(kindOf(await unmerge(centre, at(pair[0]), moving)), "done");
      assert.deepEqual(await rowsOf(centre), rows);
    }),
    { numRuns: 25 },
  );
});
