import assert from "node:assert/strict";
import { test } from "node:test";
import { testCentre } from "../testing/centre.ts";
import { silentLog } from "../testing/silent-log.ts";
import { type ChainTold, tellChainHead } from "./chain-head.ts";

test("where the audit chain ends is told at the start, and every day", async (t) => {
  const centre = await testCentre(t);
  const { rows } = await centre.pool.query("SELECT seq, hash FROM journal_head");
  const lines: unknown[] = [];
  const log = { ...silentLog, info: (fields: unknown) => void lines.push(fields) };
  const told: ChainTold = { at: undefined };
  const tell = () => tellChainHead({ ...centre.performing, log }, told);
  await tell();
  await tell();
  assert.deepEqual(lines, [rows[0]]);
  centre.clock.advance(86_400_000);
  await tell();
  assert.equal(lines.length, 2);
});
