import assert from "node:assert/strict";
import { test } from "node:test";
import { NoRoom } from "../ports/files.ts";
import type { MessageReader } from "../ports/mail.ts";
import { NotApplied, OutcomeUnknown } from "../ports/store.ts";
import { load, receive } from "../testing/agent-day.ts";
import { testCentre } from "../testing/centre.ts";
import { readSome } from "./reader.ts";

const noHandle = Object.assign(new Error("too many open files"), { code: "EMFILE" });

for (const error of [new NoRoom("full"), noHandle, new NotApplied("away"), new OutcomeUnknown("away")]) {
  test(`what fails for a reason of the moment is read whole when that is over, however often it failed: ${error.message}`, async (t) => {
    const centre = await testCentre(t);
    const id = await receive(centre);
    const failing: MessageReader = { ...centre.reader, read: () => Promise.reject(error) };
    const uncounted = new Set<string>();
    const read = (reader: MessageReader) => readSome(centre.performing, reader, centre.wake, {}, uncounted);
    for (let time = 0; time < 5; time++) await assert.rejects(read(failing), /1 of 1 not read/);
    await read(centre.reader);
    const { content, attachments } = await load(centre, id);
    assert.deepEqual(attachments, []);
    const text = await centre.performing.store.read((reading) => reading.interactions.content(content));
    assert.match(text?.text ?? "", /Where is it/);
  });
}

test("what a process that lives is reading no other reads; of one that is gone it is read by whoever comes, and what it read itself changes nothing", async (t) => {
  const centre = await testCentre(t);
  await centre.pool.query("INSERT INTO processes VALUES ('p1', now() + interval '1 hour')");
  const id = await receive(centre);
  const { promise, resolve } = Promise.withResolvers<void>();
  const sleeping: MessageReader = {
    ...centre.reader,
    async read(raw, options) {
      await promise;
      return centre.reader.read(raw, options);
    },
  };
  const first = readSome(centre.performing, sleeping, centre.wake, { owner: "p1" });
  const isTaken = "SELECT FROM messages WHERE reader = 'p1'";
  while ((await centre.pool.query(isTaken)).rowCount === 0);
  const isRead = async () => (await load(centre, id)).contact !== undefined;
  await readSome(centre.performing, centre.reader, centre.wake, { owner: "p2" });
  assert.equal(await isRead(), false);
  await centre.pool.query("UPDATE processes SET alive_until = now() - interval '1 second'");
  await readSome(centre.performing, centre.reader, centre.wake, { owner: "p2" });
  assert.equal(await isRead(), true);
  const read = await load(centre, id);
  resolve();
  await first;
  assert.deepEqual(await load(centre, id), read);
});
