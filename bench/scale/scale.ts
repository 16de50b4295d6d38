import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Desk, lives, opened } from "../operations/draft-life.ts";
import { agentsAt } from "../support/agents.ts";
import { startDatabase } from "../support/database.ts";
import { type Figure, printFigure, printTable, warmMedian } from "../support/figures.ts";
import { type Postroom, roomOf, startPostroom } from "../support/postroom.ts";
import { writeReport } from "../support/report.ts";
import { until } from "../support/run.ts";
import { startHop } from "./hop.ts";

// `postroom bench scale`: what agents can do in a second by one, two and three processes on one PostgreSQL, and how long the work of one that
// is killed waits for another. scale.md 4

const isQuick = process.argv.includes("--quick");
const size = isQuick
  ? { processes: 2, agents: 4, rounds: 1, roundMs: 400 }
  : { processes: 3, agents: 48, rounds: 5, roundMs: 5_000 };

const figures: Figure[] = [];
const tell = (figure: Figure): void => {
  figures.push(figure);
  printFigure(figure);
};

const [database, hop] = [await startDatabase(), await startHop()];
const home = await mkdtemp(join(tmpdir(), "postroom-bench-files-"));
const running: Postroom[] = [];
try {
  const flags = ["--database", database.url, "--relay", hop.url];
  const start = async () => {
    running.push(await startPostroom(roomOf(size.agents), flags, { data: join(home, "data") }));
  };
  for (let count = 0; count < size.processes; count++) await start();
  await operations();
  await takeOver();
} finally {
  await Promise.all(running.map((one) => one.stop()));
  await database.stop();
  hop.stop();
  await rm(home, { recursive: true, force: true });
}
printTable(figures);
await writeReport({
  name: "scale",
  made: `Made by \`npx postroom bench scale --write docs/benchmarks.md\`: three processes run on one PostgreSQL, all on
one machine, and the same agents ask one, two or all of them, without a pause, for what those of \`operations\` do, in turns. Then the process that is handing a mail over is killed,
and another hands it over.`,
  figures,
});

/** As much as can be done where the same agents ask one of the processes, or several; in turns, while all of them run. */
async function operations(): Promise<void> {
  const asked = Array.from({ length: size.processes }, (_, index) => running.slice(0, index + 1));
  const rooms = await Promise.all(asked.map(roomAt));
  const rates = rooms.map((): number[] => []);
  for (let round = 0; round <= size.rounds; round++) {
    for (const [place, desks] of rooms.entries()) {
      const { took, ms } = await lives(desks, { forMs: size.roundMs, pauseMs: 0 });
      rates[place]?.push((took.length / ms) * 1_000);
    }
  }
  const [alone = 0, ...others] = rates.map(warmMedian);
  tell({ ...{ name: "operations by one process", unit: "operations/s" }, postroom: alone, rounds: size.rounds });
  for (const [place, rate] of others.entries()) {
    tell({
      ...{ name: `operations by ${place + 2} processes`, unit: "operations/s", postroom: rate, rounds: size.rounds },
      peer: { name: "one process", value: alone },
    });
  }
}

/** All agents, spread over these processes. */
async function roomAt(processes: readonly Postroom[]): Promise<readonly Desk[]> {
  const desks: Desk[] = [];
  for (const [place, postroom] of processes.entries()) {
    const own = agentsAt(postroom, size.agents).filter((_, index) => index % processes.length === place);
    for (const agent of own) desks.push(await opened(agent));
  }
  return desks;
}

/** From the end of the process that was handing a mail over until the next hop has it. */
async function takeOver(): Promise<void> {
  const [first] = running;
  const [agent] = first === undefined ? [] : agentsAt(first, 1);
  if (first === undefined || agent === undefined) return;
  const made = await agent.ask("POST", "/me/emails", { operationName: "Create", queueName: "email-drafts" });
  const draft = /"interactionId":"(\w+)"/.exec(made)?.[1];
  const email = { to: ["ann@customer.test"], subject: "Order 4711", text: "It leaves tomorrow." };
  await agent.ask("POST", `/me/emails/${draft}`, { operationName: "Send", email });
  await until(async () => hop.isAsked(), 5_000, "the mail is handed over");
  await first.kill();
  const killed = performance.now();
  hop.open();
  const seconds = ((await hop.taken) - killed) / 1_000;
  tell({
    ...{ name: "take-over of a killed process's mail", unit: "s" },
    postroom: seconds,
    rounds: 1,
    aim: { atMost: 15 },
  });
}
