import { ended, isIn } from "../../domain/desktop/hold.ts";
import type { JobItem } from "../../domain/desktop/job.ts";
import type { Refusal } from "../../domain/interaction/refusals.ts";
import { doRow } from "../email/do-row.ts";
import { type Asked, done, type Result, refuse } from "../operation.ts";
import { giveBack, lockHeld } from "./held-emails.ts";

/**
 * Calls back an answer that a job wrote and that still waits: its draft is discarded. Value: the version of the answered e-mail, if it is
 * still as the job left it. Refuses what was sent. desktop.md 3.8
 */
export async function callBack<Input>(asked: Asked<Input>, item: JobItem): Promise<Result<number | undefined>> {
  const { tx } = asked;
  const hold = await tx.holds.lockOf(item);
  if (hold?.state !== "held") return refuse(sent);
  const { emails } = await lockHeld(tx, hold);
  const answered = await tx.interactions.byId(item.interaction);
  const isAsLeft = answered?.version === item.version;
  await giveBack(tx, emails);
  await tx.holds.save(ended(hold, "undone"));
  for (const { id, direction } of emails) {
    const draft = direction === "outbound" ? await tx.interactions.byId(id) : undefined;
    if (draft === undefined || draft.holder !== asked.actor.id) continue;
    const discarded = await doRow(asked, draft, "Cancel");
    if (!discarded.ok) return discarded;
  }
  if (!isAsLeft || answered === undefined) return done(undefined);
  return done(answered.version + (isIn(answered, hold) ? 1 : 0));
}

const sent: Refusal = { kind: "notPossible", operation: "Undo", because: "it was handed over to be sent" };
