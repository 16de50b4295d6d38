import type { WithContent } from "../../ports/interactions.ts";
import { type Names, namesIn } from "../names.ts";
import { defineQuery, found } from "../query.ts";

export type EmailsFound = { readonly emails: readonly WithContent[]; readonly names: Names };

/** Exactly the actor's Invited, Processing and Composing e-mails, oldest first. wire.md 3.5, 5.19 */
export const listOwnEmails = defineQuery<unknown, EmailsFound>(
  "ListOwnEmails",
  "ListOwn",
  async ({ reading, actor }) => {
    const emails = await reading.interactions.heldBy(actor.id);
    return found({
      emails,
      names: await namesIn(
        reading,
        emails.map(({ interaction }) => interaction),
      ),
    });
  },
);
