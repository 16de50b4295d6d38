import { mailboxAnswer, mailboxBody, mailboxChangeBody, readBody } from "@postroom/contract";
import { z } from "zod";
import { changeMailbox } from "../../operations/configuration/change-mailbox.ts";
import { createMailbox } from "../../operations/configuration/create-mailbox.ts";
import type { ConfiguredMailbox } from "../../operations/configuration/mailbox-change.ts";
import { found } from "../../queries/query.ts";
import { etag, refusalOf, refused, success } from "../answers.ts";
import { doing } from "../commands.ts";
import type { Entry } from "../entry.ts";
import { configures } from "../gws/configuring.ts";
import { configuredShape } from "../shapes/mailbox.ts";
import { mailboxInput } from "./mailbox-input.ts";

/** Everything that is wrong is told at once, so the schema is asked in the operation, together with all else. */
const anything = z.record(z.string(), z.unknown());

type Row = {
  readonly summary: string;
  readonly operation: typeof createMailbox;
  readonly named: string;
  readonly schema: z.ZodType;
};

const writes = ({ summary, operation, named, schema }: Row): Entry =>
  configures({
    answer: async (asking) => {
      const body = readBody(anything, asking.request.body ?? {});
      if (!body.ok) return refused(refusalOf(body.problem));
      const answers = (configured: ConfiguredMailbox) =>
        success({ mailbox: configuredShape(configured) }, etag(configured.mailbox.version));
      return doing({
        operation,
        input: (given: typeof body.value) => found(mailboxInput(given, asking.answering.ofFile)),
        answers,
      })(body.value, asking);
    },
    describes: { summary, bodies: { [named]: schema }, answer: mailboxAnswer },
  });

/** `POST /mailboxes`. desktop.md 13 */
export const mailboxPost = writes({
  summary: "Adds a mailbox; keys as in the provisioning file",
  ...{ operation: createMailbox, named: "Mailbox", schema: mailboxBody },
});

/** `PUT /mailboxes/{id}` */
export const mailboxPut = writes({
  summary:
    "Changes a mailbox that the provisioning file does not name; what is absent stays, also of its account and what that logs in with",
  ...{ operation: changeMailbox, named: "MailboxChange", schema: mailboxChangeBody },
});
