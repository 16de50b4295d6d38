import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { startAgent } from "../support/agent.ts";
import { mailIn } from "../support/mail.ts";
import { needsPeers } from "../support/peers.ts";
import { startSeveral } from "../support/several.ts";
import { temporaryFolder } from "../support/team.ts";

const peers = needsPeers("initdb", "postgres");
const hourMs = 3_600_000;

test("processes on hosts whose clocks differ by an hour go by one time: no invitation ends early", peers, async (t) => {
  const { servers, another } = await startSeveral(t, 1, { team: "acme" });
  const [first] = servers;
  const data = join(await temporaryFolder(t), "data");
  await mkdir(data, { mode: 0o700 });
  // As the clock of a host that was once set an hour ahead.
  await writeFile(join(data, "clock"), `- 0 ${Date.now() + hourMs}\n`);
  const second = await another({ data });
  const { http, smtp } = first.ready();
  const alice = await startAgent(t, { http, listensAt: second.ready().http, userName: "alice", isReady: true });
  for (const at of [smtp, second.ready().smtp]) {
    const id = await mailIn(t, at);
    await alice.hears(id, "Invited");
    await pause(1_000);
    await alice.does(id, "Accept");
  }
});
