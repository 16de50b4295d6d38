import type { Content } from "../../domain/interaction/content.ts";
import { asExpected, entitled } from "../../domain/interaction/entitled.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import { type Command, type Operation, step } from "../../domain/interaction/lifecycle.ts";
import type { Asked, Result } from "../operation.ts";
import { done } from "../operation.ts";
import { timeoutsIn } from "../timeouts.ts";

export type Changed = { readonly interaction: Interaction };

/** What a row needs besides actor and time. `content` when the row points to a new one. */
export type Doing = Partial<Pick<Command, "invitee" | "to" | "requirement" | "change" | "note" | "timeouts">> & {
  readonly content?: Content;
};

/**
 * Loads what the actor may see, in the order of wire.md 1.4: it exists (6), `If-Match` (2/409), state (2/409), holder (3).
 * What the parameters name is looked up by the caller afterwards.
 */
export async function loadFor<Input>(asked: Asked<Input>, operation: Operation): Promise<Result<Interaction>> {
  const { tx, target, actor } = asked;
  if (tx.isRerun && takesTurns.has(operation)) await tx.interactions.lock(target);
  return entitled(await tx.interactions.visible(target, actor), { ...asked, operation });
}

/**
 * What a desktop does to one e-mail many times at once, as with files that are dropped together, or a form that sends each of its fields:
 * they would lose to each other until one is given up. None of them locks anything before the interaction.
 */
const takesTurns: ReadonlySet<Operation> = new Set<Operation>([
  "AddAttachment",
  "AddComment",
  "DeleteUserData",
  "RemoveAttachment",
  "Save",
  "SetDisposition",
  "SetInFocus",
  "SetUserData",
]);

/** The first two of these: it exists (6), `If-Match` (2/409). */
export async function visibleFor<Input>(asked: Asked<Input>): Promise<Result<Interaction>> {
  return asExpected(await asked.tx.interactions.visible(asked.target, asked.actor), asked);
}

/** Steps and saves: row, timer and events together. */
export async function doRow<Input>(
  asked: Asked<Input>,
  interaction: Interaction,
  operation: Operation,
  doing: Doing = {},
): Promise<Result<Changed>> {
  const { content, ...rest } = doing;
  const queue = rest.to?.kind === "queue" ? rest.to.queue : interaction.queue;
  const timeouts = rest.timeouts ?? (await timeoutsIn(asked.tx, queue));
  const outcome = step(interaction, { operation, actor: asked.actor, now: asked.tx.now, ...rest, timeouts });
  if (!outcome.ok) return outcome;
  await asked.tx.interactions.save(outcome, content);
  return done({ interaction: outcome.interaction });
}
