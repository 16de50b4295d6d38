import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, statfsSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { dialectA, dialectB } from "../support/dialect.ts";
import { eventually } from "../support/eventually.ts";
import { isFull } from "../support/full.ts";
import { clientOf } from "../support/http.ts";
import { assertAudited, assertConsistent } from "../support/inspection.ts";
import { letter } from "../support/mail.ts";
import { startMailSource } from "../support/mail-source.ts";
import { needsPeers, peerPath } from "../support/peers.ts";
import { beginPrepared } from "../support/prepared.ts";
import { startScriptedAgent } from "../support/scripted-agent.ts";
import { sendMail } from "../support/smtp.ts";
import { acceptedBy, backAgain, startAlice, startCentre } from "./centre.ts";
import { endOfDay } from "./end-of-day.ts";

// reliability.md 1 P12, 2.8 and 6: on a disk of its own, which a file fills.

const size = { mails: 60, fullMs: 30_000 };
const megabyte = 1_048_576;
type Told = { readonly userData: Readonly<Record<string, unknown>> };

const isRoot = process.platform === "linux" && process.getuid?.() === 0;
const canMount = isRoot ? needsPeers("mount", "umount").skip : "only root may mount";

test("a full disk refuses and heals: 452, agents go on; with nothing left 503 and 451; nothing lost or doubled", {
  skip: isFull ? canMount : "POSTROOM_FAULTS=full fills it",
  timeout: 300_000,
}, async (t) => {
  const centre = await startCentre(t, { makeData: (data) => diskAt(t, data) });
  const { server, http, smtp, sam } = centre;
  try {
    const alice = await startAlice(t, centre);
    const held = [
      await acceptedBy(t, centre, alice),
      await acceptedBy(t, centre, alice),
      await acceptedBy(t, centre, alice),
    ];
    await alice.become("NotReady");
    const filler = join(server.data, "filler");
    // It is made when there has been room for a minute.
    if (isFull)
      await eventually(
        async () => existsSync(join(server.data, "ballast")),
        (isThere) => isThere,
        90_000,
      );

    await fill(filler, 100 * megabyte);
    const answer = async () =>
      (await sendMail(t, smtp, { from: "ann@customer.test", to: ["support@acme.test"], raw: letter().raw })).code;
    await eventually(answer, (code) => code === 452, 5_000);
    await alice.does(held[0] ?? "", "Complete");

    await fill(filler, 0);
    // The ballast is given up for this.
    const complete = () => alice.ask(held[1] ?? "", "Complete");
    await eventually(complete, ({ status }) => status === 200, 10_000);
    const source = startMailSource(t, { address: smtp, connections: 4 });
    source.post(size.mails);
    const agents = await Promise.all([
      startScriptedAgent(t, { client: clientOf(http, "bob"), dialect: dialectB }),
      startScriptedAgent(t, { client: clientOf(http, "cara"), dialect: dialectA }),
    ]);
    const written: number[] = [];
    for (const endsAt = performance.now() + size.fullMs; performance.now() < endsAt; await pause(20)) {
      await fill(filler, 0);
      const userData = { Step: written.length, Filling: "x".repeat(30_000) };
      written.push((await alice.ask(held[2] ?? "", "UpdateUserData", { userData })).status);
    }
    await rm(filler);
    const backMs = await backAgain(t, server);
    assert.deepEqual(
      written.filter((status) => status !== 200 && status !== 503),
      [],
    );
    const { userData } = (await alice.client.get(`/me/interactions/${held[2]}`)).body["interaction"] as Told;
    const last = written.lastIndexOf(200);
    if (last >= 0) assert.equal(Number(userData["Step"]), last);
    await alice.tidy();

    const outcome = await endOfDay(centre, { source, agents }, size.mails + 1);
    t.diagnostic(JSON.stringify({ backMs, ...outcome, written: counted(written) }));
    assert.deepEqual(outcome.unknown, []);
    assert.deepEqual(
      Object.keys(outcome.smtp).filter((code) => code !== "451" && code !== "452"),
      [],
    );
    await assertAudited(server, sam);
    await assertConsistent(server);
  } finally {
    await server.stop();
    execFileSync(peerPath("umount"), [server.data]);
  }
});

/** A disk of its own for this data directory, until the test ends. */
async function diskAt(t: TestContext, data: string): Promise<void> {
  const prepared = `${data}-prepared`;
  await beginPrepared(prepared);
  mkdirSync(data, { mode: 0o700 });
  execFileSync(peerPath("mount"), ["-t", "tmpfs", "-o", "size=640m,mode=700", "tmpfs", data]);
  // What a start that failed has left; behind a test that came so far it is gone.
  t.after(() => execFileSync("sh", ["-c", 'umount -l "$0" 2>/dev/null || true', data]));
  execFileSync("cp", ["-a", `${prepared}/.`, data]);
}

const counted = (statuses: readonly number[]): object =>
  Object.fromEntries([...Map.groupBy(statuses, (status) => status)].map(([status, all]) => [status, all.length]));

/** Lets the file grow until so much is free. */
async function fill(file: string, leftBytes: number): Promise<void> {
  const filler = await open(file, "a");
  try {
    for (;;) {
      const { bavail, bsize } = statfsSync(file);
      const room = bavail * bsize - leftBytes;
      if (room <= 0) return;
      await filler.write(Buffer.alloc(Math.min(room, megabyte)));
    }
  } catch (error) {
    // Somebody else took the rest.
    if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
  } finally {
    await filler.close();
  }
}
