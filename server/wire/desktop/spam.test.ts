import assert from "node:assert/strict";
import { test } from "node:test";
import { drafted, load, owned, readAndRoute, ready } from "../../testing/agent-day.ts";
import type { Shown } from "../gws/desk.fixture.ts";
import { refusal } from "../gws/listening.fixture.ts";
import { jobDesk } from "./jobs.fixture.ts";

test("spam lies parked under that reason, is offered to nobody, and is released by one move", async (t) => {
  const { start, worked, read, failures, centre, ask, ids, queueNamed, post } = await jobDesk(t, { mails: 1 });
  const own = await owned(centre, "alice");
  const [waiting = ""] = ids;
  const draft = await drafted(centre, "alice", own);
  const job = await start({ action: "Spam", selection: { ids: [own, draft, waiting] } }, "alice");
  await worked();
  const done = await read(job.id, "alice");
  assert.deepEqual([done.done, done.failed, done.undoable], [1, 2, true]);
  const words = (await failures(job.id, "alice")).map((one: Shown) => one.statusMessage);
  assert.deepEqual(words, [
    "MarkSpam is not possible: the interaction is Composing",
    "MarkSpam is not possible: the interaction is Invited",
  ]);
  const parked = await load(centre, own);
  assert.deepEqual([parked.state, parked.holder, parked.queue], ["Queued", undefined, await queueNamed("parked")]);
  const counts = () => centre.performing.store.read((reading) => reading.readings.parkedCounts());
  assert.deepEqual(await counts(), { spam: 1 });
  await ready(centre, "bob");
  await readAndRoute(centre);
  assert.equal((await load(centre, own)).state, "Queued");

  const again = await start({ action: "Spam", selection: { ids: [own, waiting] } });
  await worked();
  assert.deepEqual([(await read(again.id)).done, (await read(again.id)).failed], [1, 1]);
  assert.deepEqual(await counts(), { spam: 2 });
  await ask("sam", `/jobs/${again.id}`, { operationName: "Undo" });
  await worked();
  assert.equal((await load(centre, waiting)).queue, await queueNamed("support"));
  const release = await post("sam", `/interactions/${own}`, { operationName: "MoveToQueue", queueName: "support" });
  assert.equal(release.status, 200, release.text);
  assert.deepEqual(await counts(), {});
  assert.match(
    refusal(await ask("sam", "/jobs", { action: "Spam", params: { queue: "x" }, selection: { ids } })),
    /^10\/400 .*queue/,
  );
});
