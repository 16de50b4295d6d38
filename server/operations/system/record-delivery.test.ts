import assert from "node:assert/strict";
import { test } from "node:test";
import { system } from "../../domain/agent/actor.ts";
import { load, sent } from "../../testing/agent-day.ts";
import { testCentre } from "../../testing/centre.ts";
import { performAsSystem } from "../perform.ts";
import { claimDeliveries } from "./claim-deliveries.ts";
import { markCommitting } from "./mark-committing.ts";
import { recoverDeliveries } from "./recover-deliveries.ts";

test("a delivery whose process died before the mark waits again, one behind it is unknown and lies in the sender's workbin", async (t) => {
  const centre = await testCentre(t);
  const { performing } = centre;
  const id = await sent(centre, "alice");
  const claim = () =>
    performAsSystem(performing, { operation: claimDeliveries, actor: system, input: { owner: "gone", limit: 5 } });
  const recover = () =>
    performAsSystem(performing, { operation: recoverDeliveries, actor: system, input: { limit: 5 } });
  const stateNow = () => performing.store.read((reading) => reading.deliveries.of(id));

  const first = await claim();
  assert.ok(first.ok && first.value.length === 1);
  await recover();
  assert.equal((await stateNow())?.delivery.state, "waiting");

  const second = await claim();
  assert.ok(second.ok);
  const fence = second.value[0]?.fence ?? 0;
  const marked = await performAsSystem(performing, {
    operation: markCommitting,
    actor: system,
    input: [{ interaction: id, fence, row: "MarkCommitting" as const }],
  });
  assert.deepEqual(marked, { ok: true, value: [true] });
  await recover();
  assert.equal((await stateNow())?.delivery.state, "unknown");
  const interaction = await load(centre, id);
  assert.equal(interaction.state, "InWorkbin");
  assert.equal(interaction.shelf?.name, "failed");
});
