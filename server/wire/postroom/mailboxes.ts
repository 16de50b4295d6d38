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
import type { z } from "zod";
import { reimport } from "../../operations/operator/reimport.ts";
import { tryMailbox } from "../../operations/operator/try-mailbox.ts";
import { perform } from "../../operations/perform.ts";
import { readLedger } from "../../queries/mailbox/ledger.ts";
import { listMailboxes } from "../../queries/mailbox/list.ts";
import { found } from "../../queries/query.ts";
import { refusalOf, refused, replayed, success } from "../answers.ts";
import { doing, written } from "../commands.ts";
import { type Answer, type Asking, idIn, type Resource } from "../entry.ts";
import { sourceOf } from "../of-file.ts";
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
  const { mailboxes: owned } = asking.answering.ofFile;
  return success({
    mailboxes: listed.value.mailboxes.map((one) => ({
      ...mailboxShape(one, listed.value.now),
      ...sourceOf(owned.has(one.mailbox.address)),
    })),
  });
}

export const mailbox: Resource = { name: "Mailboxes", paths: [`${desktopBase}/mailboxes/{id}`], put: mailboxPut };

/** Somebody has acted, and wants to know what comes of it. mail.md 3.2, desktop.md 13 */
export const mailboxTests: Resource = {
  name: "Mailboxes",
  paths: [`${desktopBase}/mailboxes/{id}/tests`],
  post: written({
    summary:
      "Tries at once where the mail of a mailbox comes from, also an account that was stopped, or the way that it goes",
    body: mailboxTestBody,
    named: "MailboxTest",
    does: answerTest,
    answer: mailboxTestAnswer,
  }),
};

/** The servers of others are asked after the change: they may take their time. */
async function answerTest({ direction }: z.output<typeof mailboxTestBody>, asking: Asking): Promise<Answer> {
  const { performing, examiner } = asking.answering;
  const mailbox = idIn(asking);
  const { actor } = asking.request;
  const tried = await perform(performing, { operation: tryMailbox, actor, target: mailbox, input: { direction } });
  if ("replay" in tried) return replayed(tried.replay);
  if (!tried.result.ok) return refused(tried.result.refusal);
  const findings = await (direction === "in" ? examiner.tryIn(mailbox) : examiner.tryOut());
  const begun = direction === "in" ? accountTried : tried.result.value.hasCanary ? canaryGoes : noCanary;
  return success({ log: [...findings.map(({ level, text }) => `${level}: ${text}`), begun] });
}

const accountTried = "ok: the account is tried now; the mailbox's health says what comes of it";
const canaryGoes = "ok: a canary mail goes out within seconds; the mailbox's health says when it is back";
const noCanary = "warn: no mail was sent, because the mailbox sends no canary mails: see canaryEvery";

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
