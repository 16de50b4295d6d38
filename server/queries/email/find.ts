import type { Actor } from "../../domain/agent/actor.ts";
import type { WithContent } from "../../ports/interactions.ts";
import type { Reading } from "../../ports/transaction.ts";
import { type Names, namesIn } from "../names.ts";
import { defineQuery, type Found, found, missing } from "../query.ts";
import { withPresentDelivery } from "./present-delivery.ts";

/** One e-mail with what its shape needs. */
export type EmailFound = { readonly email: WithContent; readonly names: Names };

/** One e-mail that the actor may read; for everybody else it does not exist. wire.md 5.19 */
export const findEmail = defineQuery<{ readonly id: string }, EmailFound>(
  "FindEmail",
  "ReadInteraction",
  async ({ reading, actor, input }) => {
    const email = await visibleEmail(reading, input.id, actor);
    if (!email.ok) return email;
    return found({ email: email.value, names: await namesIn(reading, [email.value.interaction]) });
  },
);

/** The interaction with its present content, when the actor may read it. Throws when the content is gone: they are never removed. */
export async function visibleEmail(reading: Reading, id: string, actor: Actor): Promise<Found<WithContent>> {
  const interaction = await reading.interactions.visible(id, actor);
  if (interaction === undefined) return missing({ kind: "notFound", thing: "interaction", name: id });
  const content = await reading.interactions.content(interaction.content);
  if (content === undefined) throw new Error(`content ${interaction.content} of interaction ${id} is gone`);
  const [email = { interaction, content }] = await withPresentDelivery(reading, [{ interaction, content }]);
  return found(email);
}
