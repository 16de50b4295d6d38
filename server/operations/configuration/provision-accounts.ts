import type { MailAccount } from "../../ports/mail-accounts.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { type AccountSecret, sealAccount } from "../account-secret.ts";
import type { World } from "../operation.ts";

/** Where a mailbox's mail is fetched from, as the provisioning file says. */
export type ProvisionedAccount = Omit<MailAccount, "mailbox" | "address" | "secret"> & {
  readonly credentials: AccountSecret;
};

/** A mailbox that the file names has the account that the file names, or none. What it logs in with is sealed before it is stored. */
export async function saveAccount(
  tx: Transaction,
  { secrets }: World,
  mailbox: string,
  account: ProvisionedAccount | undefined,
): Promise<void> {
  if (account === undefined) return tx.mailAccounts.remove(mailbox);
  const { credentials, ...rest } = account;
  await tx.mailAccounts.save({ ...rest, mailbox, secret: sealAccount(secrets, mailbox, credentials) });
}
