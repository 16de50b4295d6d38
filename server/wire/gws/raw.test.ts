import assert from "node:assert/strict";
import { test } from "node:test";
import { receive } from "../../testing/agent-day.ts";
import { startConfiguring, told } from "./configuring.fixture.ts";

test("who reads a message's bytes stands in the audit, and who may not read them does not", async (t) => {
  const { centre, as, audit } = await startConfiguring(t);
  const id = await receive(centre);
  const path = `/interactions/${id}/raw`;
  const reads = async () => (await audit()).filter(({ kind }) => kind === "RawRead");
  assert.deepEqual(told(await as("alice")("GET", path)), [403, 5, "reading the raw message needs role supervisor or admin"]); // biome-ignore format: one line
  assert.deepEqual(told(await as("sam")("GET", "/interactions/NO/raw")), [404, 6, "interaction not found: NO"]);
  assert.deepEqual(await reads(), []);
  assert.match((await as("sam")("GET", path)).text, /^From: Ann Lee/);
  await as("root")("GET", path);
  const rows = await reads();
  assert.deepEqual(
    rows.map(({ by, operation, interactionId }) => [by, operation, interactionId]),
    [
      ["sam", "ReadRaw", id],
      ["root", "ReadRaw", id],
    ],
  );
  assert.ok(rows.every(({ seq }) => typeof seq === "number"));
  const history = await as("sam")("GET", `/interactions/${id}/history`);
  assert.ok(!history.text.includes("ReadRaw"), "reading is no transition");
});
