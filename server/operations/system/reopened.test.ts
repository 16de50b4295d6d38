import assert from "node:assert/strict";
import { test } from "node:test";
import { doneBy, load, owned, readAndRoute, ready, receive, route } from "../../testing/agent-day.ts";
import { acme, testCentre } from "../../testing/centre.ts";
import { complete } from "../email/complete.ts";

test("capacity_not_exceeded_by_reopen: a customer who writes again waits until who answered has room, and stands in the thread", async (t) => {
  const agents = acme.agents.map((agent) => ({ ...agent, capacity: { email: 1 } }));
  const centre = await testCentre(t, { ...acme, agents });
  const letter = (id: string, ...more: readonly string[]) => ({
    headers: ["From: Ann <ann@customer.test>", "To: support@acme.test", "Subject: Order", `Message-ID: ${id}`, ...more],
  });
  const first = await owned(centre, "alice", letter("<one@customer.test>"));
  await doneBy(centre, "alice", complete, { target: first, input: { rememberAgent: false } });
  const other = await owned(centre, "alice", letter("<other@customer.test>"));

  const again = await receive(centre, letter("<two@customer.test>", "In-Reply-To: <one@customer.test>"));
  await ready(centre, "alice");
  await readAndRoute(centre);
  const waiting = await load(centre, again);
  assert.deepEqual([waiting.state, waiting.thread], ["Queued", (await load(centre, first)).thread]);
  assert.equal((await load(centre, first)).state, "Completed", "what is done stays done");

  await doneBy(centre, "alice", complete, { target: other, input: { rememberAgent: false } });
  await route(centre);
  const offered = await load(centre, again);
  assert.deepEqual([offered.state, offered.holder !== undefined], ["Invited", true]);
});
