import { erasedEvent, erasedInteraction, erasedMessage } from "../../domain/audit/erasure.ts";
import { beforeOf, type InteractionEvent } from "../../domain/interaction/events.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import { isStopped } from "../../domain/interaction/stopped.ts";
import type { Transaction } from "../../ports/transaction.ts";
import type { World } from "../operation.ts";

/** What the receipt says of the e-mails. */
export type ErasedEmails = {
  readonly receipt: string;
  readonly interactions: number;
  readonly rows: number;
  readonly digest: string;
};

/** Erases these e-mails, and what was told of them, under a new receipt. Undefined: one of them is open again, and nothing was done. reliability.md 7.6 */
export async function eraseEmails(
  tx: Transaction,
  world: World,
  ids: readonly string[],
): Promise<ErasedEmails | undefined> {
  const emails = [...(await tx.interactions.lockAll(ids)).values()];
  if (!emails.every(isStopped)) return undefined;
  const receipt = world.ids.guid();
  await tx.erasures.erase(emails, await world.files.put(Buffer.from(erasedMessage)));
  const redacted = await tx.erasures.redact(ids, receipt, erasedEvent);
  for (const one of emails) await tx.journal.append(erasure(one));
  return { receipt, interactions: emails.length, ...redacted };
}

const erasure = (one: Interaction): InteractionEvent => ({
  ...{ kind: "PropertiesChanged", operation: "Erase", before: beforeOf(one), note: undefined },
  interaction: { ...erasedInteraction(one), version: one.version + 1 },
});
