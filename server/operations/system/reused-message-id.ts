import type { Content } from "../../domain/interaction/content.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import { messageIdKey } from "../../domain/mail/message-id.ts";
import { isSameMail, type SeenMail } from "../../domain/mail/same-mail.ts";
import type { ReadMessage } from "../../ports/mail.ts";
import type { Transaction } from "../../ports/transaction.ts";
import type { KnownThreads } from "./known-threads.ts";

type JustRead = { readonly interaction: Interaction; readonly read: ReadMessage; readonly threads: KnownThreads };

/**
 * A mail received before that has this one's Message-ID and another content; undefined where there is none. A mail that reached two
 * mailboxes, or was taken in again on purpose, has the same. mail.md 2.5
 */
export async function reusedMessageId(
  tx: Transaction,
  { interaction, read, threads }: JustRead,
): Promise<string | undefined> {
  if (read.messageId === "") return undefined;
  const candidates = await threads.of([messageIdKey(read.messageId)]);
  const ids = candidates.flatMap((one) => one.interaction ?? []).filter((id) => id !== interaction.id);
  for (const id of ids) {
    const other = await tx.interactions.byId(id);
    const content = other?.direction === "inbound" ? await tx.interactions.content(other.content) : undefined;
    if (other !== undefined && content !== undefined && !isSameMail(seenIn(read), kept(other, content))) return id;
  }
  return undefined;
}

const seenIn = ({ from, subject, text, attachments }: ReadMessage): SeenMail => ({
  ...{ from: from[0]?.address, subject, text, attachments },
});

const kept = ({ attachments }: Interaction, { from, subject, text }: Content): SeenMail => ({
  ...{ from: from?.address, subject, text, attachments },
});
