import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { type Figure, printFigure, printTable, quantile } from "../support/figures.ts";
import { oneDesk, type Postroom, startPostroom } from "../support/postroom.ts";
import { writeReport } from "../support/report.ts";
import { until } from "../support/run.ts";
import { multiply } from "./multiply.ts";

// `postroom bench store`: what people ask all day, of a store with few e-mails and of one with many, in the same run: the ratio says what
// years cost. scale.md 4

const isQuick = process.argv.includes("--quick");
const [few, many] = isQuick ? [400, 2_000] : [1_000, 200_000];
const rounds = isQuick ? 5 : 40;
const slowestMs = 150;

type Question = { readonly name: string; readonly ask: (postroom: Postroom) => Promise<unknown> };

const get = (path: string) => (postroom: Postroom) => postroom.ask("alice", "GET", path);
const desk = (path: string) => (postroom: Postroom) => postroom.askDesk("alice", path);

const questions: readonly Question[] = [
  { name: "list: a page of all", ask: get("/interactions?fields=*&limit=100") },
  { name: "list: a page of what waits", ask: get("/interactions?fields=*&limit=100&state=Queued") },
  { name: "list: a page of a queue", ask: get("/interactions?fields=*&limit=100&queue=support") },
  { name: "search: a word of one e-mail", ask: desk("/search?q=order+17") },
  { name: "search: a word of all", ask: desk("/search?q=invoice") },
  { name: "search: a word of what waits", ask: desk("/search?q=invoice+state:Queued") },
  { name: "contacts: by name", ask: get("/ucs/contacts?q=last7&limit=50") },
  { name: "queues with their counts", ask: get("/queues") },
  { name: "supervisor's overview", ask: get("/supervisor/overview") },
  { name: "wallboard", ask: desk("/wallboard") },
  { name: "desktop opened", ask: desk("/me/snapshot") },
];

const figures: Figure[] = [];
const tell = (figure: Figure): void => {
  figures.push(figure);
  printFigure(figure);
};

const postroom = await startPostroom(oneDesk({}));
try {
  await patterns(postroom);
  await multiply(postroom.data, { mails: few, from: 1 });
  const young = await answers(postroom);
  const youngStart = await postroom.restart();
  const youngBytes = bytesOf(postroom);
  await multiply(postroom.data, { mails: many - few, from: few });
  const old = await answers(postroom);
  for (const { name } of questions) {
    tell({
      ...{ name: `${name}, p95`, unit: "ms", postroom: old.get(name) ?? 0, aim: { atMost: slowestMs }, rounds },
      peer: { name: `${few} e-mails`, value: young.get(name) ?? 0 },
    });
  }
  tell({
    ...{ name: "start", rounds: 1 },
    unit: "ms",
    postroom: await postroom.restart(),
    peer: { name: `${few} e-mails`, value: youngStart },
  });
  tell({
    name: "on disk per e-mail",
    rounds: 1,
    unit: "bytes",
    postroom: (bytesOf(postroom) - youngBytes) / (many - few),
  });
} finally {
  await postroom.stop();
}
printTable(figures);
await writeReport({
  name: "store",
  made: `Made by \`npx postroom bench store --write docs/benchmarks.md\`: ${many} e-mails, of which the newest tenth waits, beside ${few} in the same run.`,
  figures,
});

/** Some e-mails as customers write them, read and waiting. */
async function patterns({ smtp, pending }: Postroom): Promise<void> {
  const [host, port] = smtp.split(":");
  const customers = createTransport({ host, port: Number(port), secure: false, ignoreTLS: true });
  for (let count = 1; count <= 40; count++) {
    await customers.sendMail({
      ...{ from: `c${count}@customer.test`, to: "support@acme.test", subject: `Order ${count}` },
      text: `Dear support,\n\nthe invoice of my order ${count} has not come yet.\n\nKind regards\n`.repeat(
        1 + (count % 5),
      ),
    });
  }
  customers.close();
  await until(async () => Object.values(await pending()).every((count) => count === 0), 60_000, "all is read");
}

/** How long each question takes: of many askings the one that all but a twentieth stay below. */
async function answers(asked: Postroom): Promise<ReadonlyMap<string, number>> {
  const times = new Map(questions.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round <= rounds; round++) {
    for (const { name, ask } of questions) {
      const begun = performance.now();
      await ask(asked);
      // The first round finds everything cold.
      if (round > 0) times.get(name)?.push(performance.now() - begun);
    }
  }
  return new Map([...times].map(([name, all]) => [name, quantile(all, 0.95)]));
}

/** What it takes on disk; a file that goes while we look is none. */
function bytesOf({ data }: Postroom): number {
  const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const blocks = files.map(
    ({ parentPath, name }) => statSync(join(parentPath, name), { throwIfNoEntry: false })?.blocks,
  );
  return blocks.reduce<number>((sum, count) => sum + (count ?? 0), 0) * 512;
}
