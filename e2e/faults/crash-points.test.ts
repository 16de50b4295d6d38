import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { dialectA, dialectB } from "../support/dialect.ts";
import { isFull } from "../support/full.ts";
import { clientOf } from "../support/http.ts";
import { assertAudited, assertConsistent } from "../support/inspection.ts";
import { startMailSource } from "../support/mail-source.ts";
import { needsPeers } from "../support/peers.ts";
import { startScriptedAgent } from "../support/scripted-agent.ts";
import { type Centre, startCentre } from "./centre.ts";
import { endOfDay } from "./end-of-day.ts";
import { postgresOf, tamper } from "./strace.ts";

// reliability.md 6: each sync a crash point, and each of the other calls that leave something behind.

/** Who is killed as it enters which call; `when`: the first, the second … that one of its threads makes. */
type Point = { readonly of: "server" | "database"; readonly calls: string; readonly when: number };

const syncs = "fsync,fdatasync";
const points: readonly Point[] = [
  ...upTo(6, { of: "server", calls: syncs }),
  ...upTo(3, { of: "server", calls: "rename" }),
  ...upTo(2, { of: "server", calls: "unlink" }),
  ...upTo(4, { of: "server", calls: "connect" }),
  ...[1, 10, 40, 120].map((when): Point => ({ of: "server", calls: "write,writev", when })),
  ...upTo(16, { of: "database", calls: syncs }),
  ...[1, 20, 100].map((when): Point => ({ of: "database", calls: "pwrite64", when })),
];
/** At each point: a small one, which is kept in its row, and a large one, which is a file. */
const mailsEach = 2;
const largeText = "A line of a long mail, and some words of it.\n".repeat(2_000);

test(`killed at ${points.length} system calls on the way of a mail from its sender to its answer: 0 lost, 0 doubled`, {
  ...(isFull ? needsPeers("strace") : { skip: "POSTROOM_FAULTS=full shows it" }),
  timeout: 600_000,
}, async (t) => {
  const centre = await startCentre(t);
  const { server, http, smtp, sam } = centre;
  const source = startMailSource(t, {
    address: smtp,
    connections: 2,
    letter: (index) => ({ subject: `Question ${index}`, ...(index % 2 === 1 ? { text: largeText } : {}) }),
  });
  const agents = await Promise.all([
    startScriptedAgent(t, { client: clientOf(http, "alice"), dialect: dialectA }),
    startScriptedAgent(t, { client: clientOf(http, "bob"), dialect: dialectB }),
  ]);
  const completed = () => agents.reduce((sum, agent) => sum + agent.completed.size, 0);
  const killed = new Map<string, number>();
  for (const [index, point] of points.entries()) {
    const isDone = () => completed() >= (index + 1) * mailsEach;
    const call = await killAt(t, centre, point, () => source.post(mailsEach), isDone);
    const name = call === undefined ? "nowhere" : `${point.of} ${call}`;
    killed.set(name, (killed.get(name) ?? 0) + 1);
  }
  const mails = points.length * mailsEach;
  const outcome = await endOfDay(centre, { source, agents }, mails);
  t.diagnostic(JSON.stringify({ killed: Object.fromEntries(killed), ...outcome }));
  const missed = killed.get("nowhere") ?? 0;
  assert.ok(missed <= points.length / 2, `${missed} of ${points.length} points were not reached`);
  assert.deepEqual([outcome.mails, outcome.answers, outcome.completed], [mails, mails, mails]);
  await assertAudited(server, sam);
  await assertConsistent(server);
});

function upTo(last: number, point: Omit<Point, "when">): readonly Point[] {
  return Array.from({ length: last }, (_, index) => ({ ...point, when: index + 1 }));
}

/** Kills once, while `does` and what follows of it go on until `isDone`; then all is there again. Value: the name of the call; undefined where the work was done before. */
async function killAt(
  t: TestContext,
  { server }: Centre,
  { of, calls, when }: Point,
  does: () => void,
  isDone: () => boolean,
): Promise<string | undefined> {
  const pids = of === "server" ? [server.ready().pid] : await postgresOf(await server.log());
  const tampering = await tamper(t, pids, calls, `signal=SIGKILL:when=${when}`);
  does();
  const isKilled = async (): Promise<boolean> => /killed by SIGKILL/.test(await tampering.trace());
  while (!isDone() && !(await isKilled())) await pause(10);
  // At the last moment it can be killed all the same.
  const patienceMs = (await isKilled()) ? 20_000 : 300;
  await tampering.end();
  const end = of === "server" ? await Promise.race([server.ended(), pause(patienceMs)]) : undefined;
  if (end !== undefined) {
    assert.deepEqual(end, { code: null, signal: "SIGKILL" });
    await server.restart();
  }
  while (!isDone()) await pause(50);
  const lines = (await tampering.trace()).split("\n");
  return lines.flatMap((line) => /^\d+ +(\w+)\(/.exec(line)?.[1] ?? []).at(-1);
}
