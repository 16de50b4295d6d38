import { erasedAtOnceMax, oldLookedAtMax } from "../../domain/audit/erasure.ts";
import type { ThreadPlace } from "../../ports/erasures.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { eraseEmails } from "../contact/erase-emails.ts";
import { defineOperation, done } from "../operation.ts";

/** Where the next look begins; undefined: all that is old was looked at. */
type Looked = { readonly next: ThreadPlace | undefined };

const name = "EraseOld";
const dayMs = 86_400_000;

/**
 * Erases what queues keep no longer: the whole thread, when its last activity is older than the `retention` of the queue that it was last in
 * and all of it is over; and its contact, when nothing else belongs to that one. A legal hold keeps it. Each look goes over a bounded number
 * of threads. reliability.md 7.6
 */
export const eraseOld = defineOperation<{ readonly after: ThreadPlace | undefined }, Looked>(
  name,
  "System",
  async ({ tx, world, input }) => {
    const kept = (await tx.centre.queues()).flatMap(({ id, retention }) =>
      retention === undefined ? [] : [{ queue: id, before: tx.now.wall - retention.days * dayMs }],
    );
    if (kept.length === 0) return done({ next: undefined });
    const look = { after: input.after, threadsMax: oldLookedAtMax, emailsMax: erasedAtOnceMax };
    const { emails, threads, next } = await tx.erasures.old(kept, look);
    if (emails.length === 0) return done({ next });
    const erased = await eraseEmails(tx, world, emails);
    if (erased === undefined) return done({ next: input.after });
    await forget(tx, threads);
    await tx.journal.append({
      ...{ kind: "Erased", contact: undefined, operation: name, note: "kept no longer" },
      ...erased,
    });
    return done({ next });
  },
);

async function forget(tx: Transaction, threads: readonly string[]): Promise<void> {
  const families = await tx.erasures.leftWithout(threads);
  await tx.erasures.forgetThreads(threads);
  for (const family of families) await tx.erasures.forget(family);
}
