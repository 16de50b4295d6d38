import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { startAgent } from "../support/agent.ts";
import { assertConsistent, untilQuiet } from "../support/inspection.ts";
import { mailIn } from "../support/mail.ts";
import { needsPeers } from "../support/peers.ts";
import { startSeveral } from "../support/several.ts";
import { startSlowScanner } from "../support/slow-scanner.ts";
import { acmeWith, temporaryFolder, writeTeam } from "../support/team.ts";

const peers = needsPeers("initdb", "postgres");
const hourMs = 3_600_000;

const withAttachment = {
  headers: ["MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=cut"],
  text: "--cut\n\nSee there.\n--cut\nContent-Disposition: attachment; filename=a.txt\n\nIt is broken.\n--cut--",
};

test("two processes serve one database", peers, async (t) => {
  const scanner = await startSlowScanner(t, 2_500);
  const team = await writeTeam(t, await acmeWith({ reading: { scanner: scanner.address } }));
  const { servers, another, database } = await startSeveral(t, 1, { team });
  const [first] = servers;
  const data = join(await temporaryFolder(t), "data");
  await mkdir(data, { mode: 0o700 });
  // As the clock of a host that was once set an hour ahead.
  await writeFile(join(data, "clock"), `- 0 ${Date.now() + hourMs}\n`);
  const second = await another({ data });
  const { http, smtp } = first.ready();

  await t.test("they go by one time, whatever the clocks of their hosts: no invitation ends early", async () => {
    const alice = await startAgent(t, { http, listensAt: second.ready().http, userName: "alice", isReady: true });
    for (const at of [smtp, second.ready().smtp]) {
      const id = await mailIn(t, at);
      await alice.hears(id, "Invited");
      await pause(1_000);
      await alice.does(id, "Accept");
    }
    await alice.tidy();
  });

  await t.test("a mail is read by one of them, however long that takes", async () => {
    await mailIn(t, smtp, withAttachment);
    for (const { ready } of [first, second]) await untilQuiet(ready().http);
    assert.equal(scanner.asked(), 1);
  });

  await assertConsistent(first, database);
});
