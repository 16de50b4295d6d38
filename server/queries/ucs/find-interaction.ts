import type { WithContent } from "../../ports/interactions.ts";
import { visibleEmail } from "../email/find.ts";
import { type Names, namesIn } from "../names.ts";
import { defineQuery, found, missing } from "../query.ts";

/** The content of an interaction as the contact's history shows it. Cancelled drafts appear nowhere there. wire.md 8.3 */
export const findUcsInteraction = defineQuery<
  { readonly id: string },
  { readonly email: WithContent; readonly names: Names }
>("FindUcsInteraction", "ReadInteraction", async ({ reading, actor, input }) => {
  const email = await visibleEmail(reading, input.id, actor);
  if (!email.ok) return email;
  const { interaction } = email.value;
  if (interaction.state === "Canceled") return missing({ kind: "notFound", thing: "interaction", name: input.id });
  return found({ email: email.value, names: await namesIn(reading, [interaction]) });
});
