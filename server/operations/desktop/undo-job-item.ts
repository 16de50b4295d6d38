import { forbids } from "../../domain/agent/permissions.ts";
import type { Former, JobItem } from "../../domain/desktop/job.ts";
import { lying, puttingBack } from "../../domain/desktop/put-back.ts";
import type { Refusal } from "../../domain/interaction/refusals.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { lockAgents } from "../agent-locks.ts";
import { type Asked, defineOperation, done, type Result, refuse } from "../operation.ts";
import { timeoutsIn } from "../timeouts.ts";
import { callBack } from "./call-back.ts";
import { type ItemAsked, keepTried, lockItem, operationOf } from "./job-work.ts";

/**
 * Puts one e-mail of a job back where it was, if it is still as the job left it; what has moved on is never overwritten, and written down
 * as a failure. Value: false when another process has the job, or it has ended. desktop.md 3.8, 13
 */
export const undoJobItem = defineOperation<ItemAsked, boolean>("UndoJobItem", "UseDesktop", async (asked) => {
  const { tx, actor, input } = asked;
  const locked = await lockItem(asked, "undoing");
  if (locked === undefined) return done(false);
  const { job, item } = locked;
  const forbidden = forbids(actor, operationOf(job, input.operations).permission);
  const undo = job.action === "Reply" ? callBackAnswer : putBack;
  const result =
    forbidden === undefined
      ? await tx.attempt(
          () => undo(asked, item),
          ({ ok }) => ok,
        )
      : refuse(forbidden);
  const held = job.action === "Reply" ? -1 : 0;
  await keepTried(
    tx,
    job,
    result.ok ? { ...item, state: "undone", held } : { ...item, state: "kept", refusal: result.refusal },
  );
  return done(true);
});

const because = (why: string): Refusal => ({ kind: "notPossible", operation: "Undo", because: why });
const movedOn = because("it has moved on meanwhile");
const ended: ReadonlySet<string> = new Set(["Sent", "Completed", "Canceled"]);

async function putBack(
  { tx }: Asked<ItemAsked>,
  { interaction: id, version, former }: JobItem,
): Promise<Result<undefined>> {
  const seen = await tx.interactions.byId(id);
  if (seen === undefined || former === undefined || seen.version !== version) return refuse(movedOn);
  // The rows of agents come before the interaction's; whoever has it in this version has it for good.
  await lockAgents(tx, [seen.state === "Invited" ? seen.holder : undefined, former.holder]);
  const present = await tx.interactions.lock(id);
  if (present?.version !== version) return refuse(movedOn);
  if (ended.has(present.state)) return refuse(because(`it is ${present.state}`));
  const gone = await whatIsGone(tx, former);
  if (gone !== undefined) return refuse(because(gone));
  const timeouts = await timeoutsIn(tx, lying(former).queue);
  await tx.interactions.save(puttingBack(present, former, { now: tx.now, timeouts }));
  return done(undefined);
}

/** The mail does not go; where the e-mail that it answers cannot go back to, it stays with the one who took it. */
async function callBackAnswer(asked: Asked<ItemAsked>, item: JobItem): Promise<Result<undefined>> {
  const calledBack = await callBack(asked, item);
  if (!calledBack.ok) return calledBack;
  const version = calledBack.value;
  if (version === undefined || item.former === undefined) return done(undefined);
  await asked.tx.attempt(
    () => putBack(asked, { ...item, version }),
    ({ ok }) => ok,
  );
  return done(undefined);
}

/** Where it was may not be there any more. */
async function whatIsGone(tx: Transaction, former: Former): Promise<string | undefined> {
  const { holder, queue, shelf } = lying(former);
  if (holder !== undefined && !(await isAgent(tx, holder))) return "whoever had it is no agent any more";
  if ((await tx.centre.queue(queue)) === undefined) return "its queue is gone";
  if (shelf === undefined) return undefined;
  const workbins = await tx.centre.workbins();
  const owners = shelf.ownedBy === "group" ? await tx.centre.groups() : undefined;
  const isThere = owners === undefined ? await isAgent(tx, shelf.owner) : owners.some(({ id }) => id === shelf.owner);
  return isThere && workbins.some(({ id }) => id === shelf.workbin) ? undefined : "its workbin is gone";
}

async function isAgent(tx: Transaction, user: string): Promise<boolean> {
  const [agent, actor] = [await tx.agents.byId(user), await tx.users.actor(user)];
  return agent !== undefined && actor !== undefined;
}
