import assert from "node:assert/strict";
import { test } from "node:test";
import { load, sent } from "../../testing/agent-day.ts";
import { testCentre } from "../../testing/centre.ts";
import { claim, claimOne, mark, recover, stored } from "../../testing/sending-by-hand.ts";

test("a delivery whose process died before the mark waits again, one behind it is unknown and lies in the sender's workbin", async (t) => {
  const centre = await testCentre(t);
  const id = await sent(centre, "alice");
  assert.equal((await claim(centre, "gone")).length, 1);
  await recover(centre);
  assert.equal((await stored(centre, id)).delivery.state, "waiting");

  assert.equal(await mark(centre, await claimOne(centre, "gone")), true);
  await recover(centre);
  assert.equal((await stored(centre, id)).delivery.state, "unknown");
  const interaction = await load(centre, id);
  assert.equal(interaction.state, "InWorkbin");
  assert.equal(interaction.shelf?.name, "failed");
});
