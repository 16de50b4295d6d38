import { defineOperation, done, refuse } from "../operation.ts";

/** Where mail comes from, or the way that it goes. */
type Tried = { readonly direction: "in" | "out" };

/**
 * Somebody has acted. In: the account is tried at once, also one that was stopped. Out: a canary mail is due at once; the value says whether
 * the mailbox sends any. Refuses mailboxes that are not there, and for what comes in those without account (6) and those whose account is switched off (2). mail.md 3.2, 3.3
 */
export const tryMailbox = defineOperation<Tried, { readonly hasCanary: boolean }>(
  "TryMailbox",
  "Configure",
  async ({ tx, target, input: { direction } }) => {
    const mailbox = await tx.centre.mailbox(target);
    if (mailbox === undefined) return refuse({ kind: "notFound", thing: "mailbox", name: target });
    const account = (await tx.mailAccounts.all()).find((one) => one.mailbox === mailbox.id);
    if (direction === "in" && account?.isEnabled === false) {
      return refuse({ kind: "notPossible", operation: "TryMailbox", because: "the account is switched off" });
    }
    if (direction === "in" && !(await tx.mailAccounts.resume(mailbox.id))) {
      return refuse({ kind: "notFound", thing: "account", name: mailbox.address });
    }
    const hasCanary = direction === "out" && (await tx.canaries.hasten(mailbox.id, tx.now.steady));
    await tx.centre.changed("mailbox", mailbox.address, "TryMailbox");
    return done({ hasCanary });
  },
);
