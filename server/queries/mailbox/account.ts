import type { MailAccount } from "../../ports/mail-accounts.ts";
import { defineQuery, found, missing } from "../query.ts";

/** The account of a mailbox, for whoever may change it; what it logs in with is sealed. Refuses mailboxes without one (6). */
export const readMailAccount = defineQuery<{ readonly mailbox: string }, MailAccount>(
  "ReadMailAccount",
  "Configure",
  async ({ reading, input: { mailbox } }) => {
    const account = (await reading.mailAccounts.all()).find((one) => one.mailbox === mailbox);
    return account === undefined ? missing({ kind: "notFound", thing: "account", name: mailbox }) : found(account);
  },
);
