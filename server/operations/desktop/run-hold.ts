import { ended, freed, type Hold } from "../../domain/desktop/hold.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import { type Asked, defineOperation, done, type Result, refuse } from "../operation.ts";
import { giveBack, lockHeld, tellHold } from "./held-emails.ts";
import { type Holdables, runSteps } from "./hold-steps.ts";
import { lockHold, settleJob } from "./job-of-hold.ts";

type Input = { readonly holdables: Holdables };

/**
 * The time of a hold is over: its operations are done, all of them or none, in the name of who held them. What has become impossible gives
 * the e-mails back to their owner, who is told why. Nothing happens before the time, and nothing twice. desktop.md 5.4
 */
export const runHold = defineOperation<Input, undefined>("RunHold", "UseDesktop", async (asked) => {
  const { tx, target } = asked;
  const locked = await lockHold(tx, target);
  if (locked === undefined || locked.hold.state !== "held" || locked.hold.due > tx.now.steady) return done(undefined);
  const { hold, job } = locked;
  // Whoever has said that it is not to go must not see it go because there is much to call back.
  if (job?.state === "undoing") return done(undefined);
  const { emails, areAll } = await lockHeld(tx, hold);
  const result = areAll
    ? await tx.attempt(
        () => runAll(asked, hold, emails),
        (value) => value.ok,
      )
    : refuse({ kind: "notPossible", operation: "Hold", because: "an e-mail was taken away meanwhile" });
  if (!result.ok) await giveBack(tx, emails);
  const over = result.ok ? ended(hold, "done") : ended(hold, "refused", result.refusal);
  await tx.holds.save(over);
  await tellHold(tx, over, "RunHold");
  await settleJob(tx, { hold: over, job });
  return done(undefined);
});

/** Whoever held it may not sign in any more: the e-mails are given back, and nothing is done in that name. */
export const refuseHold = defineOperation<unknown, undefined>("RefuseHold", "System", async ({ tx, target }) => {
  const locked = await lockHold(tx, target);
  if (locked?.hold.state !== "held") return done(undefined);
  const { hold, job } = locked;
  const { emails } = await lockHeld(tx, hold);
  await giveBack(tx, emails);
  const because = "its user may not sign in any more";
  const over = ended(hold, "refused", { kind: "notPossible", operation: "Hold", because });
  await tx.holds.save(over);
  await tellHold(tx, over, "RunHold");
  await settleJob(tx, { hold: over, job });
  return done(undefined);
});

async function runAll(asked: Asked<Input>, hold: Hold, emails: readonly Interaction[]): Promise<Result<undefined>> {
  for (const email of emails) await asked.tx.interactions.save(freed(email));
  return runSteps(asked, hold.steps, asked.input.holdables);
}
