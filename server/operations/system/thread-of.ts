import { answeredIds, messageIdKey } from "../../domain/mail/message-id.ts";
import { decideThread, type ThreadDecision, type ThreadHit } from "../../domain/mail/threading.ts";
import type { ReadMessage } from "../../ports/mail.ts";
import type { Transaction } from "../../ports/transaction.ts";

/** Where a mail belongs, and the interaction that it answers: also where the sender may not join its thread. */
export type ThreadFound = { readonly decision: ThreadDecision; readonly answered: string | undefined };

/**
 * Which thread a received mail belongs to: its References and In-Reply-To against every Message-ID seen or sent; else, because answers can
 * arrive before what they answer, the thread whose mails name this one. mail.md 5.1
 */
export async function threadOf(tx: Transaction, read: ReadMessage, isForged: boolean): Promise<ThreadFound> {
  const ids = answeredIds(read.references, read.inReplyTo);
  const hits = await hitsOf(tx, ids);
  const decision = await decide(tx, read, { ids, hits, isForged });
  if (decision.kind !== "new") {
    return { decision, answered: hits.find((hit) => hit.id === decision.because.evidence)?.interaction };
  }
  const own = read.messageId === "" ? [] : [read.messageId];
  const named = (await hitsOf(tx, own)).filter((hit) => hit.interaction === undefined);
  return { decision: await decide(tx, read, { ids: own, hits: named, isForged }), answered: undefined };
}

/** What is known under these ids; of several messages with one id the newest. */
async function hitsOf(tx: Transaction, ids: readonly string[]): Promise<readonly ThreadHit[]> {
  if (ids.length === 0) return [];
  const candidates = await tx.contacts.threadsOf(ids.map(messageIdKey));
  const byKey = new Map(candidates.toReversed().map((candidate) => [candidate.messageId, candidate]));
  return ids.flatMap((id) => {
    const candidate = byKey.get(messageIdKey(id));
    return candidate === undefined ? [] : [{ ...candidate, id }];
  });
}

type Known = { readonly ids: readonly string[]; readonly hits: readonly ThreadHit[]; readonly isForged: boolean };

async function decide(tx: Transaction, read: ReadMessage, { ids, hits, isForged }: Known): Promise<ThreadDecision> {
  const { threadWindowMs } = await tx.centre.settings();
  return decideThread({
    references: ids.filter((id) => !read.inReplyTo.includes(id) || read.references.includes(id)),
    inReplyTo: read.inReplyTo,
    hits,
    sender: read.from[0]?.address ?? "",
    isForged,
    subject: read.subject,
    now: tx.now.wall,
    threadWindowMs,
  });
}
