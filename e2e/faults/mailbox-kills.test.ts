import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { type Maildir, startDovecot } from "../support/dovecot.ts";
import { eventually } from "../support/eventually.ts";
import { isFull } from "../support/full.ts";
import { clientOf } from "../support/http.ts";
import { assertConsistent } from "../support/inspection.ts";
import { inQueue, ledgerOf, teamReading, untilTaken } from "../support/mailboxes.ts";
import { needsPeers } from "../support/peers.ts";
import { startServer } from "../support/server.ts";
import { writeTeam } from "../support/team.ts";

// POSTROOM_FAULTS=full runs at the size that a release must show (some minutes). Without it: a smaller run.

const size = isFull ? { mails: 5_000, kills: 40 } : { mails: 120, kills: 3 };
const name = "support1";

/** 5 % without Message-ID, 2 % with the id of another mail, 1 % malformed. */
function mailOf(serial: number): string {
  const id = serial % 50 === 7 ? serial - 1 : serial;
  const lines = [
    `Subject: serial ${serial}`,
    "From: Ann Lee <ann@customer.test>",
    `To: ${name}@acme.test`,
    ...(serial % 20 === 3 ? [] : [`Message-ID: <serial.${id}@customer.test>`]),
    ...(serial % 100 === 11 ? ["Content-Type: multipart/mixed; boundary=", "no header\0at all", "=?utf-8?B?////"] : []),
    ...[
      "",
      `Where is it? ${serial}`,
      "x"
        .repeat(70)
        .concat("\r\n")
        .repeat(serial % 40),
    ],
  ];
  return lines.join(serial % 100 === 11 ? "\n" : "\r\n");
}

test(`${size.kills} kills while ${size.mails} mails are fetched, with an outage, another UIDVALIDITY and mail put back: 0 lost, 0 doubled`, {
  ...needsPeers("dovecot"),
  timeout: 1_800_000,
}, async (t) => {
  const dovecot = await startDovecot(t);
  const folder = dovecot.folderOf(name);
  const team = await teamReading(dovecot, { [name]: {} });
  const server = await startServer(t, { team: await writeTeam(t, team) });
  const { http } = server.ready();
  const sam = clientOf(http, "sam");
  const begun = performance.now();
  let delivered = 0;
  const deliver = async (count: number): Promise<string> => {
    let last = "";
    for (const until = delivered + count; delivered < until; delivered++)
      last = await folder.deliver(mailOf(delivered));
    return last;
  };
  const middle = Math.ceil(size.kills / 2);
  const share = Math.floor(size.mails / (size.kills + 2));
  let last = await deliver(share);
  for (let kill = 1; kill <= size.kills; kill++) {
    last = await deliver(share);
    await folder.markAllRead();
    // Under the other UIDVALIDITY there is to be mail that is known.
    if (kill === middle) await untilTaken(http, name, share, 60_000);
    await pause(300 + Math.random() * 2_200);
    await server.kill();
    if (kill % 5 === 3) await (await folder.takeAway(last))();
    if (kill === middle) {
      await dovecot.kill();
      await numberAnew(folder);
    }
    await server.restart();
    if (kill === middle) {
      await deliver(share);
      await dovecot.start();
    }
  }
  await deliver(size.mails - delivered);
  await untilTaken(http, name, size.mails, 600_000);
  // What was put back last may still have to be looked at.
  await eventually(
    () => ledgerOf(sam, name),
    ({ imap, onServer }) => imap["interaction"] === size.mails && onServer === size.mails,
    120_000,
  );
  const rows = await inQueue(sam, name);
  const subjects = new Set(rows.map(({ subject }) => subject));
  const lost = Array.from({ length: size.mails }, (_, serial) => serial).filter(
    (serial) => !subjects.has(`serial ${serial}`),
  );
  const { unaccounted, waiting, imap } = await ledgerOf(sam, name);
  const seconds = Math.round((performance.now() - begun) / 1_000);
  const figures = { mails: size.mails, kills: size.kills, lost: lost.length, doubled: rows.length - subjects.size };
  t.diagnostic(JSON.stringify({ ...figures, unaccounted, waiting, ...imap, seconds }));
  assert.deepEqual([lost, rows.length], [[], size.mails]);
  assert.deepEqual([unaccounted, waiting, imap["interaction"]], [0, 0, size.mails]);
  assert.ok((imap["repeat"] ?? 0) >= share);
  await assertConsistent(server);
});

/** The same mails under another UIDVALIDITY, in another order. */
async function numberAnew(folder: Maildir): Promise<void> {
  const names = (await folder.files()).map((file) => file.split(":")[0] ?? file).toReversed();
  await folder.number(7_777, new Map(names.map((one, at) => [one, at + 1])), names.length + 1);
}
