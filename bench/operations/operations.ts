import { agentsAt } from "../support/agents.ts";
import { type Figure, printFigure, printTable, quantile, warmMedian } from "../support/figures.ts";
import { type Postroom, roomOf, startPostroom } from "../support/postroom.ts";
import { writeReport } from "../support/report.ts";
import { type Desk, lives, opened } from "./draft-life.ts";
import { openFloor } from "./floor.ts";

// `postroom bench operations`: what agents do all day by the API: as much as the server can take, beside the statements alone, and how long
// each operation takes while many agents are at work. scale.md 4

const isQuick = process.argv.includes("--quick");
const size = isQuick
  ? { agents: 6, callers: 4, rounds: 1, roundMs: 400, dayMs: 1_500, pauseMs: 100 }
  : { agents: 500, callers: 32, rounds: 5, roundMs: 5_000, dayMs: 30_000, pauseMs: 4_000 };

const figures: Figure[] = [];
const tell = (figure: Figure): void => {
  figures.push(figure);
  printFigure(figure);
};

const postroom = await startPostroom(roomOf(size.agents));
try {
  const desks: Desk[] = [];
  for (const agent of agentsAt(postroom, size.agents)) desks.push(await opened(agent));
  await most(postroom, desks.slice(0, size.callers));
  await manyAtWork(desks);
} finally {
  await postroom.stop();
}
printTable(figures);
await writeReport({
  name: "operations",
  made: `Made by \`npx postroom bench operations --write docs/benchmarks.md\`: a draft is made, saved, commented, given user data, focused, laid on a shelf,
taken from it and cancelled, each of these one operation of the API. The peer is PostgreSQL alone, asked by as many callers for the same:
a row read, changed, timed and told of, in one durable transaction.`,
  figures,
});

/** As much as can be done, without a pause, beside what the database could do; in turns. */
async function most({ data }: Postroom, desks: readonly Desk[]): Promise<void> {
  const floor = await openFloor(data, desks.length);
  try {
    const ours: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round <= size.rounds; round++) {
      const { took, ms } = await lives(desks, { forMs: size.roundMs, pauseMs: 0 });
      ours.push((took.length / ms) * 1_000);
      bare.push(await floor.rate(size.roundMs));
    }
    tell({
      ...{ name: `operations of ${desks.length} agents without a pause`, unit: "operations/s" },
      ...{ postroom: warmMedian(ours), rounds: size.rounds, aim: { value: 1_500 } },
      peer: { name: "PostgreSQL alone", value: warmMedian(bare) },
    });
  } finally {
    await floor.close();
  }
}

/** How long each takes while so many agents work and pause. */
async function manyAtWork(desks: readonly Desk[]): Promise<void> {
  const { took, ms } = await lives(desks, { forMs: size.dayMs, pauseMs: size.pauseMs });
  const rate = Math.round((took.length / ms) * 1_000);
  for (const [share, aim] of [
    [0.5, {}],
    [0.99, { aim: { atMost: 50 } }],
  ] as const) {
    tell({
      ...{ name: `${desks.length} agents at work, ${rate} operations/s, p${share * 100}`, unit: "ms" },
      ...{ postroom: quantile(took, share), rounds: 1, ...aim },
    });
  }
}
