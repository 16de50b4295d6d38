import { dedupKey } from "../../domain/mail/dedup-key.ts";
import type { FolderKey, NewUidAccount } from "../../ports/mail-accounts.ts";
import type { Transaction } from "../../ports/transaction.ts";
import type { World } from "../operation.ts";
import { defineOperation, done } from "../operation.ts";
import { type IncomingMail, takeIn } from "./take-in.ts";

/** A message of a mail server that was fetched; `isTooBig`: of this one the header alone; `isWanted`: taken in on purpose, whatever is known of it. */
export type SourceMail = {
  readonly uid: number;
  readonly mail: IncomingMail;
  readonly isTooBig: boolean;
  readonly isWanted?: boolean;
};

type Input = {
  readonly mailbox: string;
  readonly fence: number;
  readonly folder: FolderKey;
  readonly mails: readonly SourceMail[];
  /** Messages that bring no mail, with the reason. */
  readonly named: readonly Omit<NewUidAccount, "isSettled">[];
  /** Whether something is to be done on the server with what was taken. */
  readonly isSettled: boolean;
  /** How far nothing is missing once these are stored. */
  readonly completeTo: number;
};

/** How many of the mails came in, and how many were known. Undefined: another process reads the account now, nothing was stored. */
export type FromMailbox = { readonly taken: number; readonly repeats: number } | undefined;

/**
 * Stores mails that an account gave: message, interaction, the account of the UID and the cursor in one transaction; only afterwards may
 * anything be flagged, moved or deleted on the server. A mail that this mailbox gave before, under whichever UID and however long ago, or
 * that came by SMTP within the window, makes nothing new. Repeated it changes nothing more. mail.md 2.5, 3.1; reliability.md P3
 */
export const receiveFromMailbox = defineOperation<Input, FromMailbox>(
  "ReceiveFromMailbox",
  "System",
  async ({ tx, world, input }) => {
    const { mailbox, fence, folder } = input;
    if (!(await tx.mailAccounts.holds(mailbox, fence))) return done(undefined);
    let taken = 0;
    let repeats = 0;
    for (const one of input.mails) {
      if (await tx.mailAccounts.isAccounted(folder, one.uid)) continue;
      const { account, isRepeat, isCanary } = await accountOf(tx, world, mailbox, one);
      // What was left behind because of its size stays where it is; of what we sent ourselves the folder is freed.
      const isSettled = !isCanary && (input.isSettled || one.isTooBig);
      await tx.mailAccounts.account(folder, mailbox, { ...account, isSettled });
      if (isCanary) continue;
      if (isRepeat) repeats += 1;
      else taken += 1;
    }
    for (const one of input.named) {
      if (await tx.mailAccounts.isAccounted(folder, one.uid)) continue;
      await tx.mailAccounts.account(folder, mailbox, { ...one, isSettled: true });
    }
    await tx.mailAccounts.advance(folder, { completeTo: input.completeTo });
    return done({ taken, repeats });
  },
);

async function accountOf(tx: Transaction, world: World, mailbox: string, one: SourceMail) {
  const { uid, mail, isTooBig, isWanted = false } = one;
  const contentKey = contentKeyOf(mailbox, mail);
  const given = isWanted ? undefined : await tx.mailAccounts.givenBefore(mailbox, contentKey);
  const [received] = given === undefined ? await takeIn(tx, world, [mail], { isWanted }) : [];
  if (received?.isCanary === true) {
    return { isRepeat: false, isCanary: true, account: { uid, outcome: "canary" } as const };
  }
  const { interaction, isRepeat } = received ?? { interaction: given ?? "", isRepeat: true };
  const outcome = isRepeat ? "repeat" : isTooBig ? "too-big" : "interaction";
  return { isRepeat, isCanary: false, account: { uid, outcome, interaction, contentKey } as const };
}

/** The envelope does not count here: the same account gives the same mail, with or without a trace of how it came. */
const contentKeyOf = (mailbox: string, { messageId, contentSha256 }: IncomingMail): string =>
  dedupKey({ mailbox, messageId, envelopeFrom: "", contentSha256 });
