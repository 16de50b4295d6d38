import assert from "node:assert/strict";
import test from "node:test";
import { startDovecot } from "../support/dovecot.ts";
import { eventually } from "../support/eventually.ts";
import { isFull } from "../support/full.ts";
import { clientOf } from "../support/http.ts";
import { letter } from "../support/mail.ts";
import { teamReading } from "../support/mailboxes.ts";
import { allInteractions } from "../support/operator.ts";
import { needsPeers } from "../support/peers.ts";
import { startServer } from "../support/server.ts";
import { writeTeam } from "../support/team.ts";

// POSTROOM_FAULTS=full: the eighty mailboxes of mail.md 14. Without it: fewer.
const count = isFull ? 80 : 8;

test(`eighty_mailboxes_lag_below_60s: ${count} mailboxes are read beside each other, none waits for another`, {
  ...needsPeers("dovecot"),
  timeout: 240_000,
}, async (t) => {
  const dovecot = await startDovecot(t);
  const names = Array.from({ length: count }, (_, at) => `box${at}`);
  const team = await teamReading(dovecot, Object.fromEntries(names.map((name) => [name, {}])));
  const server = await startServer(t, { team: await writeTeam(t, team) });
  const sam = clientOf(server.ready().http, "sam");
  const deliver = async (): Promise<void> => {
    for (const name of names) await dovecot.folderOf(name).deliver(letter({ to: `${name}@acme.test` }).raw);
  };
  await deliver();
  await eventually(
    () => allInteractions(sam, "", 1_000),
    (rows) => rows.length === count,
    120_000,
  );
  const begun = performance.now();
  await deliver();
  await eventually(
    () => allInteractions(sam, "", 1_000),
    (rows) => rows.length === 2 * count,
    60_000,
  );
  const lagMs = Math.round(performance.now() - begun);
  t.diagnostic(`${count} mailboxes, the last mail was there after ${lagMs} ms`);
  assert.ok(lagMs < 60_000);
});
