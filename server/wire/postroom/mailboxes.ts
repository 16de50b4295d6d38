import { ledgerAnswer, ledgerQuery, mailboxesAnswer, momentIn, readBody } from "@postroom/contract";
import { readLedger } from "../../queries/mailbox/ledger.ts";
import { listMailboxes } from "../../queries/mailbox/list.ts";
import { refusalOf, refused, success } from "../answers.ts";
import { type Answer, type Asking, idIn, type Resource } from "../entry.ts";
import { asked } from "../reads.ts";
import { ledgerShape, mailboxShape } from "../shapes/mailbox.ts";
import { desktopBase } from "../shapes/uris.ts";

/** How mailboxes fare. mail.md 3.3, desktop.md 13 */
export const mailboxes: Resource = {
  name: "Mailboxes",
  paths: [`${desktopBase}/mailboxes`],
  get: { answer: listAll, describes: { summary: "All mailboxes and how they fare", answer: mailboxesAnswer } },
};

async function listAll(asking: Asking): Promise<Answer> {
  const found = await asked(asking, listMailboxes, {});
  if (!found.ok) return refused(found.refusal);
  return success({ mailboxes: found.value.mailboxes.map((one) => mailboxShape(one, found.value.now)) });
}

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
  const found = await asked(asking, readLedger, {
    id: idIn(asking),
    from: momentIn(from ?? ""),
    to: momentIn(to ?? ""),
  });
  return found.ok ? success({ ledger: ledgerShape(found.value) }) : refused(found.refusal);
}
