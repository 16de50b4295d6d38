import {
  ledgerAnswer,
  ledgerQuery,
  mailboxesAnswer,
  mailboxImportAnswer,
  mailboxImportBody,
  mailboxTestAnswer,
  mailboxTestBody,
  momentIn,
  readBody,
} from "@postroom/contract";
import { reimport } from "../../operations/operator/reimport.ts";
import { tryMailbox } from "../../operations/operator/try-mailbox.ts";
import { readLedger } from "../../queries/mailbox/ledger.ts";
import { listMailboxes } from "../../queries/mailbox/list.ts";
import { found } from "../../queries/query.ts";
import { refusalOf, refused, success } from "../answers.ts";
import { doing, written } from "../commands.ts";
import { type Answer, type Asking, idIn, type Resource } from "../entry.ts";
import { asked } from "../reads.ts";
import { ledgerShape, mailboxShape } from "../shapes/mailbox.ts";
import { desktopBase } from "../shapes/uris.ts";
import { mailboxPost, mailboxPut } from "./mailbox-writes.ts";

/** How mailboxes fare. mail.md 3.3, desktop.md 13 */
export const mailboxes: Resource = {
  name: "Mailboxes",
  paths: [`${desktopBase}/mailboxes`],
  post: mailboxPost,
  get: { answer: listAll, describes: { summary: "All mailboxes and how they fare", answer: mailboxesAnswer } },
};

async function listAll(asking: Asking): Promise<Answer> {
  const listed = await asked(asking, listMailboxes, {});
  if (!listed.ok) return refused(listed.refusal);
  return success({ mailboxes: listed.value.mailboxes.map((one) => mailboxShape(one, listed.value.now)) });
}

export const mailbox: Resource = { name: "Mailboxes", paths: [`${desktopBase}/mailboxes/{id}`], put: mailboxPut };

/** Somebody has acted, and wants to know what comes of it. mail.md 3.2, desktop.md 13 */
export const mailboxTests: Resource = {
  name: "Mailboxes",
  paths: [`${desktopBase}/mailboxes/{id}/tests`],
  post: written({
    summary: "Tries the account of a mailbox at once, also one that was stopped",
    body: mailboxTestBody,
    named: "MailboxTest",
    does: doing({
      operation: tryMailbox,
      versioned: false,
      input: () => found({}),
      answers: () => success({ log: ["the account is tried now; the mailbox's health says what comes of it"] }),
    }),
    answer: mailboxTestAnswer,
  }),
};

/** mail.md 2.5: an operator can re-import on purpose. */
export const mailboxImports: Resource = {
  name: "Mailboxes",
  paths: [`${desktopBase}/mailboxes/{id}/imports`],
  post: written({
    summary: "Takes in a message that the ledger names, on purpose",
    body: mailboxImportBody,
    named: "MailboxImport",
    does: doing({
      operation: reimport,
      versioned: false,
      input: found,
      answers: () => success({}),
    }),
    answer: mailboxImportAnswer,
  }),
};

/** What came to a mailbox, day by day, and what became of it. mail.md 3.3 */
export const mailboxLedger: Resource = {
  name: "Mailboxes",
  paths: [`${desktopBase}/mailboxes/{id}/ledger`],
  get: {
    answer: ledgerOf,
    describes: { summary: "What came to a mailbox, and what became of it", query: ledgerQuery, answer: ledgerAnswer },
  },
};

async function ledgerOf(asking: Asking): Promise<Answer> {
  const query = readBody(ledgerQuery, asking.request.query);
  if (!query.ok) return refused(refusalOf(query.problem));
  const { from, to } = query.value;
  const read = await asked(asking, readLedger, {
    id: idIn(asking),
    from: momentIn(from ?? ""),
    to: momentIn(to ?? ""),
  });
  return read.ok ? success({ ledger: ledgerShape(read.value) }) : refused(read.refusal);
}
