import { type Figure, printFigure, printTable, warmMedian } from "../support/figures.ts";
import { startFloor } from "../support/floor.ts";
import { startPostfix, startSink } from "../support/postfix.ts";
import { oneDesk, type Postroom, startPostroom } from "../support/postroom.ts";
import { writeReport } from "../support/report.ts";
import { programOf, timed, until } from "../support/run.ts";

// `postroom bench mail`: durable accept, the whole pipeline and sending, beside Postfix on the same machine in interleaved rounds.
// The first round of each warms both up and counts for neither.
// mail.md 14, scale.md 4

// What Postfix makes must be open to accounts of its own, whatever we keep to ourselves.
process.umask(0o022);

const size = process.argv.includes("--quick")
  ? { rounds: 1, fresh: 100, reused: 200, large: 50, pipeline: 100, send: 50 }
  : { rounds: 5, fresh: 2_000, reused: 5_000, large: 500, pipeline: 3_000, send: 1_000 };
const sessions = 100;
const mailBytes = 5 * 1024;
const largeMailBytes = 216 * 1024;
const source = programOf("smtp-source");

if (source === undefined) {
  process.stderr.write("smtp-source is not installed (Debian package postfix): it is what sends the mail\n");
  process.exit(3);
}

const made = `Made by \`npx postroom bench mail --write docs/benchmarks.md\`. Medians of interleaved rounds beside Postfix on the same machine
and in the same run, behind one that warms both up; smtp-source with 100 sessions and mails of 5 kB, unless another size is named. What
counts are the ratios. Postfix signs nothing; our mail carries two DKIM signatures. Library alone: what the SMTP library below our receiver
takes with one core when it keeps nothing.`;
const figures: Figure[] = [];
const tell = (figure: Figure): void => {
  figures.push(figure);
  printFigure(figure);
};

await accepting();
await sending();
printTable(figures);
await writeReport({ name: "mail", made, figures });

/** Mails a second that this address takes, each answered when it is durable. */
async function rate(address: string, mails: number, isReused: boolean, bytes = mailBytes): Promise<number> {
  const parameters = ["-s", String(sessions), "-m", String(mails), "-l", String(bytes), ...(isReused ? ["-d"] : [])];
  const ms = await timed(source ?? "", [...parameters, "-f", "ann@customer.test", "-t", "support@acme.test", address]);
  return (mails / ms) * 1_000;
}

async function accepting(): Promise<void> {
  const postroom = await startPostroom(oneDesk({}));
  const postfix = await startPostfix({ kind: "hold" });
  const floor = await startFloor();
  try {
    for (const [name, mails, isReused, bytes, aim] of [
      ["accept, new connections", size.fresh, false, mailBytes, { ratio: 1.3 }],
      ["accept, reused connections", size.reused, true, mailBytes, { ratio: 3 }],
      ["accept, 216 kB, reused connections", size.large, true, largeMailBytes, {}],
    ] as const) {
      const ours: number[] = [];
      const theirs: number[] = [];
      const bare: number[] = [];
      for (let round = 0; round <= size.rounds; round++) {
        ours.push(await rate(postroom.smtp, mails, isReused, bytes));
        await parsed(postroom);
        if (postfix !== undefined) theirs.push(await rate(postfix.address, mails, isReused, bytes));
        bare.push(await rate(floor.address, mails, isReused, bytes));
      }
      tell({
        ...{ name, unit: "mails/s", postroom: warmMedian(ours), rounds: size.rounds, aim, floor: warmMedian(bare) },
        ...(theirs.length === 0 ? {} : { peer: { name: "Postfix", value: warmMedian(theirs) } }),
      });
    }
    const whole: number[] = [];
    for (let round = 0; round <= size.rounds; round++) {
      const begun = performance.now();
      await rate(postroom.smtp, size.pipeline, true);
      await parsed(postroom);
      whole.push((size.pipeline / (performance.now() - begun)) * 1_000);
    }
    tell({
      ...{ name: "pipeline, accepted to queued", unit: "mails/s", postroom: warmMedian(whole) },
      ...{ rounds: size.rounds, aim: { value: 150 } },
    });
  } finally {
    await floor.stop();
    await postfix?.stop();
    await postroom.stop();
  }
}

function parsed(postroom: Postroom): Promise<void> {
  return until(async () => (await postroom.pending())["parse"] === 0, 600_000, "all is read", 100);
}

/**
 * From the moment when the hold is taken away until the next hop has everything; Postfix takes as many mails in and relays them. Ours are
 * sealed before, with two DKIM signatures each, which Postfix by itself does not make: what that costs stands in a figure of its own.
 */
async function sending(): Promise<void> {
  const sink = await startSink();
  if (sink === undefined) return;
  const settings = { sendConnectionsMax: 10, dkim: { domains: ["acme.test"] } };
  const postroom = await startPostroom(oneDesk(settings), ["--relay", `smtp://${sink.address}`]);
  const postfix = await startPostfix({ kind: "relay", to: sink.address });
  try {
    const ours: number[] = [];
    const theirs: number[] = [];
    const sealed: number[] = [];
    for (let round = 0; round <= size.rounds; round++) {
      const sealing = performance.now();
      await held(postroom, size.send);
      sealed.push((size.send / (performance.now() - sealing)) * 1_000);
      const begun = performance.now();
      await postroom.ask("alice", "POST", "/deliveries", { operationName: "Release" });
      await until(async () => (await postroom.pending())["deliver"] === 0, 600_000, "all is sent", 100);
      ours.push((size.send / (performance.now() - begun)) * 1_000);
      if (postfix === undefined) continue;
      const relayed = performance.now();
      await rate(postfix.address, size.send, true);
      await until(async () => postfix.queued() === 0, 600_000, "all is relayed", 100);
      theirs.push((size.send / (performance.now() - relayed)) * 1_000);
    }
    tell({
      ...{ name: "written, sealed and signed by API (two operations)", unit: "mails/s", postroom: warmMedian(sealed) },
      rounds: size.rounds,
    });
    tell({
      ...{ name: "send with the durable queue and DKIM", unit: "mails/s", postroom: warmMedian(ours) },
      ...{ rounds: size.rounds, aim: { ratio: 1 } },
      ...(theirs.length === 0 ? {} : { peer: { name: "Postfix accept and relay", value: warmMedian(theirs) } }),
    });
  } finally {
    await postfix?.stop();
    await postroom.stop();
    await sink.stop();
  }
}

/** So many sealed mails in the send queue, held. */
async function held(postroom: Postroom, mails: number): Promise<void> {
  await postroom.ask("alice", "POST", "/deliveries", { operationName: "Hold" });
  const text = "x"
    .repeat(70)
    .concat("\n")
    .repeat(Math.floor(mailBytes / 71));
  const one = async (): Promise<void> => {
    const made = await postroom.ask("alice", "POST", "/me/emails", {
      operationName: "Create",
      queueName: "email-drafts",
    });
    const id = idIn(made);
    const email = { to: ["ann@customer.test"], subject: "Bench", text };
    await postroom.ask("alice", "POST", `/me/emails/${id}`, { operationName: "Send", email });
  };
  for (let done = 0; done < mails; done += 8) await Promise.all(Array.from({ length: Math.min(8, mails - done) }, one));
}

function idIn(answer: unknown): string {
  const found = /"interactionId":"(\w+)"/.exec(JSON.stringify(answer))?.[1];
  if (found === undefined) throw new Error(`no id in ${JSON.stringify(answer)}`);
  return found;
}
