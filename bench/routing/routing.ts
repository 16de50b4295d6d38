import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createTransport } from "nodemailer";
import { Client } from "pg";
import { type Figure, printFigure, printTable, quantile, warmMedian } from "../support/figures.ts";
import { oneDesk, type Postroom, startPostroom } from "../support/postroom.ts";
import { writeReport } from "../support/report.ts";
import { until } from "../support/run.ts";
import { claimsPerSecond } from "./claims.ts";
import { type Crew, crewLike } from "./crew.ts";
import { letWait } from "./waiting.ts";

// `postroom bench routing`: how soon an e-mail is offered, and how many are offered a second, with few and with very many that wait, and with
// very many agents. scale.md 4

const isQuick = process.argv.includes("--quick");
const size = isQuick
  ? { cold: 5, arrivals: 20, backlogs: [100, 1_000], offers: 50, agents: 200, rounds: 1, claimMs: 200 }
  : {
      cold: 20,
      arrivals: 300,
      backlogs: [1_000, 100_000, 1_000_000],
      offers: 500,
      agents: 10_000,
      rounds: 3,
      claimMs: 3_000,
    };
/** What an offer costs may be half as much again. */
const offersKept = 0.67;
const arrivalEachMs = 50;
const lookMs = 5;

const figures: Figure[] = [];
const tell = (figure: Figure): void => {
  figures.push(figure);
  printFigure(figure);
};

const postroom = await startPostroom(oneDesk({}));
const client = new Client({ host: join(postroom.data, "socket"), user: "postgres", database: "postroom" });
await client.connect();
try {
  const crew = await crewLike(client, "alice", size.agents);
  await arriving(crew);
  const [least = 0] = size.backlogs;
  const few = await offering(crew, least);
  for (const waiting of size.backlogs) {
    tell({
      ...{ name: `offers of ${waiting.toLocaleString("en")} that wait, ${size.offers} agents`, unit: "offers/s" },
      ...{ postroom: waiting === least ? few : await offering(crew, waiting), rounds: size.rounds },
      ...(waiting === least
        ? { peer: { name: "one-statement claim", value: await claimed() } }
        : { aim: { ratio: offersKept }, peer: { name: `${least.toLocaleString("en")} wait`, value: few } }),
    });
  }
  tell({
    ...{ name: `offers with ${size.agents.toLocaleString("en")} agents ready`, unit: "offers/s" },
    ...{ postroom: await offering(crew, size.backlogs.at(-1) ?? 0, size.agents), rounds: size.rounds },
    peer: { name: `${size.offers} agents`, value: few },
  });
} finally {
  await client.end();
  await postroom.stop();
}
printTable(figures);
await writeReport({
  name: "routing",
  made: `Made by \`npx postroom bench routing --write docs/benchmarks.md\`: from the 250 to the invitation, one e-mail each ${arrivalEachMs} ms; and how many
invitations are made a second when ${size.offers} agents get ready at once.`,
  figures,
});

/** Of more than are claimed in this time. */
function claimed(): Promise<number> {
  return claimsPerSecond(postroom.data, 100_000, { callers: 20, forMs: size.claimMs });
}

/** From the answer to the final dot until somebody is invited, while nothing waits. */
async function arriving(crew: Crew): Promise<void> {
  await crew.ready(size.cold + size.arrivals);
  // The first find everything cold.
  const took = (await arrivals(postroom, crew)).slice(size.cold);
  await crew.away();
  for (const [share, aim] of [
    [0.5, {}],
    [0.95, { aim: { atMost: 100 } }],
  ] as const) {
    tell({ name: `arrival to offer, p${share * 100}`, unit: "ms", postroom: quantile(took, share), rounds: 1, ...aim });
  }
}

async function arrivals({ smtp }: Postroom, crew: Crew): Promise<readonly number[]> {
  const [host, port] = smtp.split(":");
  const customer = createTransport({ host, port: Number(port), secure: false, ignoreTLS: true, pool: true });
  const invited = new Map<string, number>();
  let isOver = false;
  const watching = (async () => {
    for (; !isOver; await pause(lookMs)) {
      const now = performance.now();
      for (const id of await crew.invitations()) if (!invited.has(id)) invited.set(id, now);
    }
  })();
  const accepted = new Map<string, number>();
  for (let count = 0; count < size.cold + size.arrivals; count++) {
    const mail = { from: `c${count}@customer.test`, to: "support@acme.test", subject: `Order ${count}` };
    const { response } = await customer.sendMail({ ...mail, text: "The invoice has not come yet.\n" });
    accepted.set(/(\w+)$/.exec(response)?.[1] ?? "", performance.now());
    await pause(arrivalEachMs);
  }
  customer.close();
  await until(async () => invited.size >= accepted.size, 60_000, "all are offered");
  isOver = true;
  await watching;
  return [...accepted].map(([id, at]) => (invited.get(id) ?? Number.POSITIVE_INFINITY) - at);
}

/** Invitations a second while so many wait, when agents get ready at once; the router finds them by itself, and the time begins with the first. */
async function offering(crew: Crew, waiting: number, ready = size.offers): Promise<number> {
  await letWait(client, waiting);
  const rates: number[] = [];
  for (let round = 0; round <= size.rounds; round++) {
    await crew.ready(ready);
    const first = await countedFrom(crew, 1);
    const last = await countedFrom(crew, size.offers);
    rates.push(((last.count - first.count) / (last.at - first.at)) * 1_000);
    await crew.away();
  }
  return warmMedian(rates);
}

/** When there were so many, and how many there were then. */
async function countedFrom(crew: Crew, least: number): Promise<{ readonly at: number; readonly count: number }> {
  for (const begun = performance.now(); performance.now() - begun < 600_000; await pause(lookMs)) {
    const { length } = await crew.invitations();
    if (length >= least) return { at: performance.now(), count: length };
  }
  throw new Error(`not ${least} are offered`);
}
