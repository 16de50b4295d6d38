import type { Comment, Interaction } from "../../domain/interaction/interaction.ts";
import type { Asked } from "../operation.ts";

/** A comment that goes into the history and into `comments` (wire.md 5.1). */
export type Commented = { readonly comment?: string };

/** What a row is given when the request has a comment. */
export function commented(
  asked: Asked<Commented>,
  interaction: Interaction,
): { readonly note?: string; readonly change?: { readonly comments: readonly Comment[] } } {
  const { comment } = asked.input;
  if (comment === undefined || comment === "") return {};
  const by = asked.actor.kind === "user" ? asked.actor.userName : asked.actor.id;
  return {
    note: comment,
    change: { comments: [...interaction.comments, { at: asked.tx.now.wall, by, text: comment }] },
  };
}
