import { interactionAnswer, interactionA as interactionSchema, interactionsAnswer } from "@postroom/contract";
import { findEmail } from "../../queries/email/find.ts";
import { listOwnEmails } from "../../queries/email/list-own.ts";
import { idIn, type Resource } from "../entry.ts";
import { collection, shaped, single } from "../reads.ts";
import { emailA } from "../shapes/email-a.ts";
import { absolute, paths } from "../shapes/uris.ts";
import { sees, viewingCut, viewingWhole } from "../viewing.ts";
import { createCommands } from "./draft-commands.ts";
import { emailCommands } from "./email-commands.ts";

/** Dialect A's list: exactly what the user holds. wire.md 3.5, 5.19 */
export const ownInteractions: Resource = {
  name: "Interactions (dialect A)",
  paths: ["/me/interactions"],
  get: collection({
    summary: "The user's Invited, Processing and Composing e-mails",
    under: "interactions",
    rows: (asking) =>
      shaped(asking, listOwnEmails, {}, (found) =>
        found.emails.map((email) => emailA(email, viewingCut(asking, found.names), sees(asking)("A", email))),
      ),
    fields: Object.keys(interactionSchema.shape),
    uri: ({ id }, { answering }) => absolute(answering.publicUrl, paths.interaction(String(id))),
    answer: interactionsAnswer,
  }),
  post: createCommands,
};

/** Dialect A: one interaction. */
export const ownInteraction: Resource = {
  name: "Interactions (dialect A)",
  paths: ["/me/interactions/{id}"],
  get: single({
    summary: "One interaction",
    under: "interaction",
    row: (asking) =>
      shaped(asking, findEmail, { id: idIn(asking) }, (found) =>
        emailA(found.email, viewingWhole(asking, found.names), sees(asking)("A", found.email)),
      ),
    answer: interactionAnswer,
  }),
  post: emailCommands,
};
