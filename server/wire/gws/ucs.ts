import { answerWith } from "@postroom/contract";
import { z } from "zod";
import { findUcsInteraction } from "../../queries/ucs/find-interaction.ts";
import { refused, success } from "../answers.ts";
import { type Answer, type Asking, idIn, type Resource } from "../entry.ts";
import { asked } from "../reads.ts";
import { ucsInteraction } from "../shapes/ucs-interaction.ts";
import { viewingWhole } from "../viewing.ts";

/** The content of an interaction as the contact's history keeps it. wire.md 8.3 */
export const ucsInteractions: Resource = {
  name: "Contacts and history",
  paths: ["/ucs/interactions/{id}"],
  get: {
    answer: contentOf,
    describes: {
      summary: "The content of an interaction",
      answer: answerWith({
        interaction: z.looseObject({
          id: z.string(),
          mediaType: z.literal("email"),
          state: z.enum(["InProcess", "Stopped"]),
        }),
        messages: z.tuple([]),
      }),
    },
  },
};

/** The same keys as the event of `GetInteractionContent` (wire.md 8.2). */
async function contentOf(asking: Asking): Promise<Answer> {
  const found = await asked(asking, findUcsInteraction, { id: idIn(asking) });
  if (!found.ok) return refused(found.refusal);
  const { email, names } = found.value;
  return success({ interaction: ucsInteraction(email, viewingWhole(asking, names)), messages: [] });
}
