import { defineOperation, done, refuse } from "../operation.ts";

/** A message of an account, as the ledger names it. */
export type NamedMessage = { readonly folder: string; readonly uidValidity: string; readonly uid: number };

/**
 * A message that brought no interaction of its own is taken in on purpose at the next look, with the date at which its server got it: mail
 * from before the wanted date, a repeat, one that could not be read or was gone. Refuses mailboxes and messages that the ledger does not
 * name so (6), and those that wait already or have their interaction (2). mail.md 2.5, reliability.md 7.1
 */
export const reimport = defineOperation<NamedMessage, undefined>(
  "Reimport",
  "Reimport",
  async ({ tx, target, input }) => {
    const mailbox = await tx.centre.mailbox(target);
    if (mailbox === undefined) return refuse({ kind: "notFound", thing: "mailbox", name: target });
    const wanted = await tx.mailAccounts.want(mailbox.id, input);
    if (wanted === "unknown") return refuse({ kind: "notFound", thing: "message", name: String(input.uid) });
    if (wanted === "taken") {
      return refuse({ kind: "contradiction", path: "$.uid", because: "has its interaction, or waits for it" });
    }
    const { folder, uid } = input;
    await tx.centre.changed("mailbox", mailbox.address, "Reimport", { note: `${folder} ${uid}` });
    return done(undefined);
  },
);
