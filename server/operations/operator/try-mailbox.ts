import { defineOperation, done, refuse } from "../operation.ts";

/** Somebody has acted: the account is tried at once, also one that was stopped. Refuses mailboxes that are not there, and those without account (6). mail.md 3.2 */
export const tryMailbox = defineOperation<unknown, undefined>("TryMailbox", "Configure", async ({ tx, target }) => {
  const mailbox = await tx.centre.mailbox(target);
  if (mailbox === undefined) return refuse({ kind: "notFound", thing: "mailbox", name: target });
  if (!(await tx.mailAccounts.resume(mailbox.id))) {
    return refuse({ kind: "notFound", thing: "account", name: mailbox.address });
  }
  await tx.centre.changed("mailbox", mailbox.address, "TryMailbox");
  return done(undefined);
});
