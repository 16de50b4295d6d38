import type { Refusal } from "../../domain/interaction/refusals.ts";
import { ownMailboxes } from "../../domain/mail/own-mailboxes.ts";
import type { Transaction } from "../../ports/transaction.ts";

/** key → value of `interaction-workspace`, and the JSON path in front of the keys. */
export type WorkspaceValues = {
  readonly values: Readonly<Record<string, string>>;
  readonly pathOf: (key: string) => string;
};

/** Senders must be own mailboxes (10): nobody could send from any other address. wire.md 5.2, 10.4 */
export async function sendersRefused(
  tx: Transaction,
  { values, pathOf }: WorkspaceValues,
): Promise<Refusal | undefined> {
  const senders = (values[sendersKey] ?? "").split(",").map((one) => one.trim());
  const own = ownMailboxes(await tx.centre.mailboxes());
  const foreign = senders.find((one) => one !== "" && !own.owns(one));
  if (foreign === undefined) return undefined;
  return { kind: "badValue", path: pathOf(sendersKey), because: `no own mailbox: ${foreign}` };
}

const sendersKey = "email.from-addresses";
