import type { Content } from "../../domain/interaction/content.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import { type Command, type Operation, refusalOf, step } from "../../domain/interaction/lifecycle.ts";
import type { Asked, Result } from "../operation.ts";
import { done, refuse } from "../operation.ts";
import { timeoutsIn } from "../timeouts.ts";

export type Changed = { readonly interaction: Interaction };

/** What a row needs besides actor and time. `content` when the row points to a new one. */
export type Doing = Partial<Pick<Command, "invitee" | "to" | "requirement" | "change" | "note">> & {
  readonly content?: Content;
};

/**
 * Loads what the actor may see, in the order of wire.md 1.4: it exists (6), `If-Match` (2/409), state (2/409), holder (3).
 * What the parameters name is looked up by the caller afterwards.
 */
export async function loadFor<Input>(asked: Asked<Input>, operation: Operation): Promise<Result<Interaction>> {
  const visible = await visibleFor(asked);
  if (!visible.ok) return visible;
  const refusal = refusalOf(visible.value, operation, asked.actor);
  return refusal === undefined ? visible : refuse(refusal);
}

/** The first two of these: it exists (6), `If-Match` (2/409). */
export async function visibleFor<Input>(asked: Asked<Input>): Promise<Result<Interaction>> {
  const interaction = await asked.tx.interactions.visible(asked.target, asked.actor);
  if (interaction === undefined) return refuse({ kind: "notFound", thing: "interaction", name: asked.target });
  const given = asked.expectedVersion;
  if (given !== undefined && given !== interaction.version) {
    return refuse({ kind: "staleVersion", given, present: interaction.version });
  }
  return done(interaction);
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
  const timeouts = await timeoutsIn(asked.tx, queue);
  const outcome = step(interaction, { operation, actor: asked.actor, now: asked.tx.now, timeouts, ...rest });
  if (!outcome.ok) return outcome;
  await asked.tx.interactions.save(outcome, content);
  return done({ interaction: outcome.interaction });
}
