import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { backUp, restore } from "../support/archive.ts";
import { startDovecot } from "../support/dovecot.ts";
import { eventually } from "../support/eventually.ts";
import { clientOf } from "../support/http.ts";
import { letter } from "../support/mail.ts";
import { inQueue, ledgerOf, teamReading, untilTaken } from "../support/mailboxes.ts";
import { needsPeers } from "../support/peers.ts";
import { startServer } from "../support/server.ts";
import { temporaryFolder, writeTeam } from "../support/team.ts";

test("a restored store compares its mailboxes with their servers by content: nothing is missing, nothing is doubled", {
  ...needsPeers("dovecot"),
  timeout: 120_000,
}, async (t) => {
  const file = join(await temporaryFolder(t), "mail.backup");
  const dovecot = await startDovecot(t);
  const folders = ["kept", "renumbered"].map((name) => ({ name, folder: dovecot.folderOf(name) }));
  const deliver = async (subjects: readonly string[]): Promise<void> => {
    for (const { name, folder } of folders) {
      for (const subject of subjects) await folder.deliver(letter({ to: `${name}@acme.test`, subject }).raw);
    }
  };
  const team = await writeTeam(t, await teamReading(dovecot, { kept: {}, renumbered: {} }));
  await deliver(["one", "two", "three"]);
  const server = await startServer(t, { team });
  for (const { name } of folders) await untilTaken(server.ready().http, name, 3);
  await backUp(server.data, file);
  await deliver(["four", "five"]);
  for (const { name } of folders) await untilTaken(server.ready().http, name, 5);
  await server.kill();

  // The mail server was restored too: under the same UIDVALIDITY the same numbers stand for other mails.
  await dovecot.kill();
  const [, second] = folders;
  assert.ok(second !== undefined);
  const uids = await second.folder.uids();
  const turned = [...uids.keys()].reverse().map((name, index): [string, number] => [name, index + 1]);
  await second.folder.number(7, new Map(turned), turned.length + 1);
  await dovecot.start();

  const restored = await startServer(t, {
    flags: ["--key-file", `${server.data}.key`],
    makeData: (data) => restore(data, file),
  });
  const sam = clientOf(restored.ready().http, "sam");
  for (const { name } of folders) {
    await untilTaken(restored.ready().http, name, 5);
    const { unaccounted, imap } = await eventually(
      () => ledgerOf(sam, name),
      (ledger) => (ledger.imap["repeat"] ?? 0) >= 3,
    );
    const subjects = (await inQueue(sam, name)).map(({ subject }) => subject).sort();
    assert.deepEqual(subjects, ["five", "four", "one", "three", "two"]);
    assert.equal(unaccounted, 0);
    assert.deepEqual([imap["interaction"], imap["repeat"]], [5, 3]);
  }
});
