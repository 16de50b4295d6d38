import type { MailAccount } from "../../ports/mail-accounts.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { type AccountSecret, openAccount, sealAccount } from "../account-secret.ts";
import type { World } from "../operation.ts";

/** Where a mailbox's mail is fetched from, as the provisioning file says. */
export type ProvisionedAccount = Omit<MailAccount, "mailbox" | "address" | "secret"> & {
  readonly credentials: AccountSecret;
};

/** A mailbox that the file names has the account that the file names, or none. What it logs in with is sealed before it is stored; where that is as before, the token in use stays. */
export async function saveAccount(
  tx: Transaction,
  { secrets }: World,
  mailbox: string,
  account: ProvisionedAccount | undefined,
): Promise<void> {
  if (account === undefined) return tx.mailAccounts.remove(mailbox);
  const { credentials, ...rest } = account;
  const known = (await tx.mailAccounts.all()).find((one) => one.mailbox === mailbox);
  const logsInAsBefore =
    known?.user === account.user &&
    known.host === account.host &&
    JSON.stringify(openAccount(secrets, mailbox, known.secret)) === JSON.stringify(credentials);
  const secret = logsInAsBefore ? known.secret : sealAccount(secrets, mailbox, credentials);
  await tx.mailAccounts.save({ ...rest, mailbox, secret }, logsInAsBefore);
}
