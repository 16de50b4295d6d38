import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { isFull } from "../support/full.ts";
import { assertConsistent, untilQuiet } from "../support/inspection.ts";
import { mailIn } from "../support/mail.ts";
import { needsPeers, peerPath } from "../support/peers.ts";
import { startServer } from "../support/server.ts";
import { temporaryFolder } from "../support/team.ts";

// reliability.md 6: each sync a crash point, of the first start too.

const syncs = "fsync,fdatasync";
const points = [
  ...[1, 2, 3, 5, 8, 13, 21, 100, 400].map((when) => ({ calls: syncs, when })),
  ...[1, 2, 3, 4].map((when) => ({ calls: "rename,renameat,renameat2", when })),
  ...[1, 2, 3].map((when) => ({ calls: "mkdir,mkdirat", when })),
  ...[1, 2, 3, 5].map((when) => ({ calls: "connect", when })),
];

test("a first start that is killed at any of its syncs is made up for by the next", {
  ...(isFull ? needsPeers("strace") : { skip: "POSTROOM_FAULTS=full shows it" }),
  timeout: 600_000,
}, async (t) => {
  for (const { calls, when } of points) {
    await t.test(`${calls}, number ${when} of a process`, async (t) => {
      let came = "";
      const server = await startServer(t, {
        team: "acme",
        makeData: async (data) => {
          came = await startKilled(t, data, calls, when);
        },
      });
      t.diagnostic(came);
      const { http, smtp } = server.ready();
      await mailIn(t, smtp);
      await untilQuiet(http);
      await assertConsistent(server);
      assert.deepEqual(await server.stop(), { code: 0, signal: null });
    });
  }
});

/** Starts a server on nothing, whose processes are each killed at that call; ends it where it became ready all the same. Value: what came of it. */
async function startKilled(t: TestContext, data: string, calls: string, when: number): Promise<string> {
  const trace = join(await temporaryFolder(t), "trace");
  const fault = ["-e", `trace=${calls}`, "-e", `inject=${calls}:signal=SIGKILL:when=${when}`, "-o", trace];
  const flags = ["--data", data, "--http", "127.0.0.1:0", "--smtp", "127.0.0.1:0"];
  const child = spawn(
    peerPath("strace"),
    ["-f", ...fault, process.execPath, "server/bin/postroom.mjs", "serve", ...flags],
    {
      stdio: ["ignore", "pipe", "ignore"],
      detached: true,
    },
  );
  let ready = "";
  child.stdout.on("data", (bytes) => {
    ready += bytes;
    const pid = Number(/"pid":(\d+)/.exec(ready)?.[1]);
    if (pid > 1) process.kill(pid, "SIGKILL");
  });
  await once(child, "exit");
  const killed = (await readFile(trace, "utf8")).match(/killed by SIGKILL/g)?.length ?? 0;
  return `${ready === "" ? "not ready" : "ready"}, ${killed} threads killed`;
}
