import type { MailAccount } from "../../ports/mail-accounts.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { type AccountSecret, isSealed, sealAccount } from "../account-secret.ts";
import type { World } from "../operation.ts";

/** Where a mailbox's mail is fetched from, as the provisioning file says. */
export type ProvisionedAccount = Omit<MailAccount, "mailbox" | "address" | "secret" | "round"> & {
  readonly credentials: AccountSecret;
};

/** An account of which nothing need be said that it logs in with: that stays. */
export type AccountToSave = Omit<ProvisionedAccount, "credentials"> & Partial<Pick<ProvisionedAccount, "credentials">>;

/** A mailbox has the account that is named, or none. What it logs in with is sealed before it is stored; where that is as before, the token in use stays. */
export async function saveAccount(
  tx: Transaction,
  { secrets }: World,
  mailbox: string,
  account: AccountToSave | undefined,
): Promise<void> {
  if (account === undefined) return tx.mailAccounts.remove(mailbox);
  const { credentials, ...rest } = account;
  const known = (await tx.mailAccounts.all()).find((one) => one.mailbox === mailbox);
  const isSameAccount = known?.user === account.user && known.host === account.host;
  if (isSameAccount && (credentials === undefined || isSealed(secrets, mailbox, known.secret, credentials))) {
    return tx.mailAccounts.save({ ...rest, mailbox, secret: known.secret }, true);
  }
  if (credentials === undefined)
    throw new Error("nothing is known to log in with: the account should have been judged");
  await tx.mailAccounts.save({ ...rest, mailbox, secret: sealAccount(secrets, mailbox, credentials) }, false);
}
