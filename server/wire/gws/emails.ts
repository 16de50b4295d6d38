import { emailAnswer, emailB as emailSchema, emailsAnswer } from "@postroom/contract";
import { findEmail } from "../../queries/email/find.ts";
import { listOwnEmails } from "../../queries/email/list-own.ts";
import { idIn, type Resource } from "../entry.ts";
import { collection, shaped, single } from "../reads.ts";
import { emailB } from "../shapes/email-b.ts";
import { sees, viewingCut, viewingWhole } from "../viewing.ts";
import { createCommands } from "./draft-commands.ts";
import { emailCommands } from "./email-commands.ts";
import { emailPaths } from "./email-paths.ts";

/** Dialect B's list: exactly what the user holds. wire.md 3.5, 5.19 */
export const emails: Resource = {
  name: "E-mails (dialect B)",
  paths: ["/me/emails", "/emails"],
  get: collection({
    summary: "The user's Invited, Processing and Composing e-mails",
    under: "emails",
    rows: (asking) =>
      shaped(asking, listOwnEmails, {}, (found) =>
        found.emails.map((email) => emailB(email, viewingCut(asking, found.names), sees(asking)("B", email))),
      ),
    fields: Object.keys(emailSchema.shape),
    uri: ({ uri }) => uri,
    answer: emailsAnswer,
  }),
  post: createCommands,
};

/** Dialect B: one e-mail. */
export const email: Resource = {
  name: "E-mails (dialect B)",
  paths: emailPaths,
  get: single({
    summary: "One e-mail",
    under: "email",
    row: (asking) =>
      shaped(asking, findEmail, { id: idIn(asking) }, (found) =>
        emailB(found.email, viewingWhole(asking, found.names), sees(asking)("B", found.email)),
      ),
    answer: emailAnswer,
  }),
  post: emailCommands,
};
