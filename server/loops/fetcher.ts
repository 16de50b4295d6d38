import type { Fetching } from "./fetching.ts";
import { type AccountReader, readAccount } from "./read-account.ts";

/** Accounts that this process looks after, each as it is configured. */
export type Readers = Map<string, { readonly configured: string; readonly reader: AccountReader }>;

/** Begins to read accounts that are new or were changed, ends those that are no more or were switched off. Reading goes on beside the loop. architecture.md 8 */
export async function superviseAccounts(fetching: Fetching, readers: Readers): Promise<boolean> {
  const accounts = await fetching.performing.store.read((reading) => reading.mailAccounts.all());
  const wanted = new Map(
    accounts
      .filter(({ isEnabled }) => isEnabled)
      .map((account) => [account.mailbox, { account, configured: JSON.stringify(account) }]),
  );
  for (const [mailbox, { configured, reader }] of readers) {
    if (wanted.get(mailbox)?.configured === configured) continue;
    readers.delete(mailbox);
    await reader.stop();
  }
  for (const [mailbox, { account, configured }] of wanted) {
    if (!readers.has(mailbox)) readers.set(mailbox, { configured, reader: readAccount(fetching, account) });
  }
  return false;
}

/** Ends all of them, each after the batch in hand. */
export async function stopReaders(readers: Readers): Promise<void> {
  const stopping = [...readers.values()].map(({ reader }) => reader.stop());
  readers.clear();
  await Promise.all(stopping);
}
