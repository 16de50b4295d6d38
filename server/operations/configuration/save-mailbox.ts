import type { MailAccount } from "../../ports/mail-accounts.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { isSealed } from "../account-secret.ts";
import type { World } from "../operation.ts";
import type { ConfiguredMailbox, WantedMailbox } from "./mailbox-change.ts";
import { saveAccount } from "./provision-accounts.ts";

type Saving = {
  readonly id: string;
  readonly wanted: WantedMailbox;
  readonly before: ConfiguredMailbox | undefined;
};

/** Writes a mailbox that was judged, as far as it is not so already. Value: which of its properties changed. */
export async function saveWanted(
  tx: Transaction,
  world: World,
  { id, wanted, before }: Saving,
): Promise<readonly string[]> {
  const changed = changedNames(world, wanted, before);
  if (changed.length === 0) return changed;
  const { address, name, aliases, queueName, rules, account } = wanted;
  const queue = await tx.centre.queueNamed(queueName);
  if (queue === undefined) throw new Error(`no queue ${queueName}: the mailbox should have been judged`);
  await tx.centre.saveMailbox({ id, address, name, aliases, queue: queue.id });
  await tx.readings.saveRules(id, rules);
  // Whoever reads the account begins anew, and so is left in peace otherwise.
  if (changed.includes("imap")) await saveAccount(tx, world, id, account);
  return changed;
}

function changedNames(world: World, wanted: WantedMailbox, before: ConfiguredMailbox | undefined): readonly string[] {
  const present = before === undefined ? {} : propertiesOf({ ...before, ...before.mailbox });
  const names = Object.entries(propertiesOf(wanted)).filter(
    ([name, value]) => !(name in present) || JSON.stringify(value) !== JSON.stringify(present[name]),
  );
  const changed = names.map(([name]) => name);
  return changed.includes("imap") || logsInAsBefore(world, wanted, before) ? changed : [...changed, "imap"];
}

const propertiesOf = ({
  name,
  queueName,
  aliases,
  rules,
  account,
}: Omit<WantedMailbox, "address" | "account"> & { readonly account: Partial<MailAccount> | undefined }): Readonly<
  Record<string, unknown>
> => ({
  ...{ name, queue: queueName, aliases, bounceTag: rules.bounceTag, spam: rules.spam },
  ...{ replyToken: rules.replyToken, subjectTag: rules.subjectTag, subjectRule: rules.subjectRule },
  canaryEvery: rules.canaryEveryMs,
  acknowledgement: rules.acknowledgement && [rules.acknowledgement.response, rules.acknowledgement.unauthenticated],
  imap: account && [
    ...[account.host, account.port, account.tls, account.user],
    ...[account.isEnabled, account.folder, account.after, account.moveTo, account.since],
    ...[account.sentFolder, account.copiesSent],
  ],
});

function logsInAsBefore(
  { secrets }: World,
  { account }: WantedMailbox,
  before: ConfiguredMailbox | undefined,
): boolean {
  if (account?.credentials === undefined || before?.account === undefined) return true;
  return isSealed(secrets, before.mailbox.id, before.account.secret, account.credentials);
}
