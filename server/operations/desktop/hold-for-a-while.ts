import { emailsIn, type Hold, type HoldStep, holding, type PlaceInJob } from "../../domain/desktop/hold.ts";
import { asExpected } from "../../domain/interaction/entitled.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { Refusal } from "../../domain/interaction/refusals.ts";
import { type Asked, done, type Result, refuse } from "../operation.ts";
import { timeoutsIn } from "../timeouts.ts";
import { tellHold } from "./held-emails.ts";
import { type Holdables, runSteps } from "./hold-steps.ts";

export type Holding = {
  readonly ms: number;
  /** The last message of the thread that the person has seen. */
  readonly seenMessage: string | undefined;
  readonly steps: readonly HoldStep[];
  readonly holdables: Holdables;
  /** Held by a job: nobody is told of each. */
  readonly of?: PlaceInJob;
};

/** Holds operations on e-mails of the actor; without time they are done at once. Refuses what each of them would refuse now. desktop.md 5.4 */
export async function holdForAWhile(asked: Asked<Holding>): Promise<Result<Hold>> {
  const { tx, world, actor, input } = asked;
  const emails = await lockedEmails(asked);
  if (!emails.ok) return emails;
  const newer = await newerMessage(asked, emails.value);
  if (newer !== undefined) return refuse(newer);
  const isNow = input.ms === 0;
  const tried = await tx.attempt(
    () => runSteps(asked, input.steps, input.holdables),
    (result) => isNow && result.ok,
  );
  if (!tried.ok) return tried;
  const hold: Hold = {
    id: world.ids.guid(),
    user: actor.id,
    state: isNow ? "done" : "held",
    version: 1,
    due: tx.now.steady + input.ms,
    until: tx.now.wall + input.ms,
    steps: input.steps,
    refusal: undefined,
    of: input.of,
  };
  await tx.holds.create(hold);
  if (!isNow) await holdAll(asked, emails.value, hold);
  await tellHold(tx, hold, "BeginHold");
  return done(hold);
}

/** Each in the version that the person saw. */
async function lockedEmails({ tx, actor, input }: Asked<Holding>): Promise<Result<readonly Interaction[]>> {
  const emails: Interaction[] = [];
  for (const target of emailsIn(input)) {
    await tx.interactions.lock(target);
    const found = await tx.interactions.visible(target, actor);
    for (const step of input.steps.filter(({ email }) => email === target)) {
      const expected = asExpected(found, { target, actor, expectedVersion: step.version });
      if (!expected.ok) return expected;
    }
    if (found !== undefined) emails.push(found);
  }
  return done(emails);
}

/** A message that came into the thread after the one that was seen: it is to be read first. desktop.md 3.6 */
async function newerMessage(
  { tx, input }: Asked<Holding>,
  emails: readonly Interaction[],
): Promise<Refusal | undefined> {
  if (input.seenMessage === undefined) return undefined;
  const seen = await tx.interactions.byId(input.seenMessage);
  for (const thread of new Set(emails.map((email) => email.thread))) {
    const latest = await tx.holds.latestReceived(thread);
    if (latest === undefined || latest.id === input.seenMessage) continue;
    if (seen === undefined || seen.thread !== thread || latest.receivedAt > seen.receivedAt) {
      return { kind: "newerMessage", interaction: latest.id };
    }
  }
  return undefined;
}

async function holdAll<Input>({ tx }: Asked<Input>, emails: readonly Interaction[], hold: Hold): Promise<void> {
  for (const email of emails) {
    const timeouts = await timeoutsIn(tx, email.queue);
    await tx.interactions.save(holding(email, hold, { now: tx.now, timeouts }));
  }
}
