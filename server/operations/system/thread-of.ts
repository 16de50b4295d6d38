import { answeredIds } from "../../domain/mail/message-id.ts";
import { decideThread, type ThreadDecision } from "../../domain/mail/threading.ts";
import type { ReadMessage } from "../../ports/mail.ts";
import type { Transaction } from "../../ports/transaction.ts";

/** Which thread a received mail belongs to: its References and In-Reply-To against every Message-ID seen or sent. mail.md 5.1 */
export async function threadOf(tx: Transaction, read: ReadMessage): Promise<ThreadDecision> {
  const ids = answeredIds(read.references, read.inReplyTo);
  const candidates = ids.length === 0 ? [] : await tx.contacts.threadsOf(ids);
  const { threadWindowMs } = await tx.centre.settings();
  return decideThread({
    references: ids.filter((id) => read.references.includes(id)),
    inReplyTo: read.inReplyTo,
    hits: candidates.toReversed().map((one) => ({ ...one, id: one.messageId })),
    sender: read.from[0]?.address ?? "",
    isForged: false,
    subject: read.subject,
    now: tx.now.wall,
    threadWindowMs,
  });
}
