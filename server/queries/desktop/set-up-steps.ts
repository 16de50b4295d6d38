import { type SetUpFacts, type SetUpState, stateOfSteps } from "../../domain/desktop/set-up-steps.ts";
import { canaryLateMs } from "../../domain/mail/canary.ts";
import type { Reading } from "../../ports/transaction.ts";
import { defineQuery, found } from "../query.ts";

/** How far the centre is set up. desktop.md 8.1 */
export const readSetUpSteps = defineQuery<unknown, readonly SetUpState[]>(
  "ReadSetUpSteps",
  "Configure",
  async ({ reading }) => found(stateOfSteps(await factsOf(reading))),
);

async function factsOf(reading: Reading): Promise<SetUpFacts> {
  const mailboxes = await reading.centre.mailboxes();
  const queues = await reading.centre.queues();
  const users = await reading.users.list();
  const canaries = await reading.canaries.facts(reading.now.wall - canaryLateMs);
  const trips = [...canaries.values()].flatMap(({ trip }) => trip ?? []);
  const sent: (number | undefined)[] = [];
  for (const { address } of mailboxes) sent.push(await reading.mailLedger.lastSent(address));
  return {
    mailboxes: await mailboxesOf(reading),
    lastIn: await reading.mailLedger.lastIn(),
    lastOut: latest(sent),
    trip: trips.toSorted((a, b) => b.returnedAt - a.returnedAt)[0],
    queues: queues.filter(({ kind }) => kind === "inbound" || kind === "review").map(({ name }) => name),
    agents: users.filter(({ roles, enabled }) => enabled && roles.includes("agent")).map(({ userName }) => userName),
    rules: (await reading.rules.published()).rules.length,
    restoredAt: await reading.centre.restoredAt(),
    copy: await reading.configuration.restoredCopy(),
  };
}

async function mailboxesOf(reading: Reading): Promise<SetUpFacts["mailboxes"]> {
  const fetched = new Set((await reading.mailAccounts.all()).map(({ mailbox }) => mailbox));
  const health = new Map((await reading.mailAccounts.health()).map((one) => [one.mailbox, one]));
  return (await reading.centre.mailboxes()).map(({ id, address }) => ({
    ...{ address, isFetched: fetched.has(id), readAt: health.get(id)?.passedAt },
    cause: health.get(id)?.failing?.cause,
  }));
}

function latest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.flatMap((at) => at ?? []);
  return known.length === 0 ? undefined : Math.max(...known);
}
