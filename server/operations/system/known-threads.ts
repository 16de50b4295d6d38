import { answeredIds, messageIdKey } from "../../domain/mail/message-id.ts";
import type { ThreadCandidate } from "../../ports/contacts.ts";
import type { ReadMessage } from "../../ports/mail.ts";
import type { Transaction } from "../../ports/transaction.ts";

/** Threads under Message-IDs, for mails that are read together. */
export type KnownThreads = {
  /** As `tx.contacts.threadsOf`. Ids are keys (`messageIdKey`). */
  of(ids: readonly string[]): Promise<readonly ThreadCandidate[]>;
  /** From now on these ids, and what is known of the thread, are asked for anew. */
  wrote(thread: string, ids: readonly string[]): void;
};

/**
 * Asks once for all ids that the mails name and are named by. What a mail before has changed is asked for again, so each finds what it
 * would have found alone, behind the others.
 */
export async function knownThreads(tx: Transaction, reads: readonly ReadMessage[]): Promise<KnownThreads> {
  const ids = [...new Set(reads.flatMap((read) => idsOf(read).map(messageIdKey)))];
  const found = ids.length === 0 ? [] : await tx.contacts.threadsOf(ids);
  const known = new Map(ids.map((id): [string, ThreadCandidate[]] => [id, []]));
  for (const candidate of found) known.get(candidate.messageId)?.push(candidate);
  const written = new Set<string>();
  return {
    async of(asked) {
      const all = asked.flatMap((id) => known.get(id) ?? []);
      const isFresh =
        asked.every((id) => known.has(id) && !written.has(id)) && all.every(({ thread }) => !written.has(thread));
      return isFresh ? all : tx.contacts.threadsOf(asked);
    },
    wrote(thread, changed) {
      for (const one of [thread, ...changed]) written.add(one);
    },
  };
}

const idsOf = ({ references, inReplyTo, messageId }: ReadMessage): readonly string[] => [
  ...answeredIds(references, inReplyTo),
  ...(messageId === "" ? [] : [messageId]),
];
