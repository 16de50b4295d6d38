import { recipientCheckAnswer, recipientCheckBody } from "@postroom/contract";
import type { z } from "zod";
import { checkRecipients } from "../../operations/email/check-recipients.ts";
import { type Found, found } from "../../queries/query.ts";
import { success } from "../answers.ts";
import { doing, written } from "../commands.ts";
import type { Resource } from "../entry.ts";
import { warningShape } from "../shapes/guard-warning.ts";
import { present } from "../shapes/viewing.ts";
import { addresses, queueIn, spelt } from "./email-input.ts";

/** What Send would warn of, asked before. desktop.md 13 */
export const recipientCheck: Resource = {
  name: "E-mails",
  paths: ["/api/postroom/v1/emails/{id}/recipient-check"],
  post: written({
    summary: "What the recipient guard says of a draft",
    body: recipientCheckBody,
    named: "RecipientCheck",
    does: doing({
      operation: checkRecipients,
      input: checkIn,
      answers: (warnings) => success({ warnings: warnings.map(warningShape) }),
    }),
    answer: recipientCheckAnswer,
  }),
};

function checkIn({ to, cc, bcc, subject, text, ...body }: z.output<typeof recipientCheckBody>) {
  const queue = queueIn(body);
  const lists = { to: addresses(to), cc: addresses(cc), bcc: addresses(bcc) };
  for (const read of [queue, lists.to, lists.cc, lists.bcc]) if (!read.ok) return read;
  return found({
    ...present("queue", valueIn(queue)),
    content: {
      path: "$",
      ...present("to", valueIn(lists.to)),
      ...present("cc", valueIn(lists.cc)),
      ...present("bcc", valueIn(lists.bcc)),
      ...present("subject", spelt("$.subject", subject)),
      ...present("text", text),
    },
  });
}

const valueIn = <Value>(read: Found<Value>): Value | undefined => (read.ok ? read.value : undefined);
