/** How far a folder has been taken in: never further than the mail that is missing. mail.md 3.1 */
export type Cursor = {
  /** Numbers mean something only under this UIDVALIDITY; 64 bits of another server, so a text. */
  readonly uidValidity: string;
  /** At and below this UID nothing that was ever seen is missing. */
  readonly completeTo: number;
};

/** A message on the server, not fetched yet. */
export type ListedMessage = { readonly uid: number; readonly size: number };

/** UIDs can become visible late: so far below the cursor a pass looks again. */
const lookBackUids = 200;
const batchMessagesMax = 50;
const batchBytesMax = 5_000_000;
/** Pauses between the tries of a message that cannot be fetched: 3 tries within an hour, then it is named in the ledger. */
const retryPausesMs: readonly number[] = [600_000, 3_000_000];

/** Where a pass begins. Another UIDVALIDITY numbers everything anew: the whole folder is looked at again, and known mail is recognised by its content. */
export const cursorFor = (known: Cursor | undefined, uidValidity: string): Cursor =>
  known?.uidValidity === uidValidity ? known : { uidValidity, completeTo: 0 };

/** The first UID that a pass asks the server for. */
export const firstUid = ({ completeTo }: Cursor): number => Math.max(1, completeTo - lookBackUids + 1);

/** What a pass fetches: listed, from `firstUid` on, and without an account; oldest first. Flags play no part. */
export function wanted<Message extends ListedMessage>(
  cursor: Cursor,
  listed: readonly Message[],
  accounted: ReadonlySet<number>,
): readonly Message[] {
  const from = firstUid(cursor);
  return listed.filter(({ uid }) => uid >= from && !accounted.has(uid)).toSorted((a, b) => a.uid - b.uid);
}

/** In their order, at most 50 messages or 5 MB together; a larger message goes alone. */
export function inBatches<Message extends ListedMessage>(
  messages: readonly Message[],
): readonly (readonly Message[])[] {
  const batches: Message[][] = [];
  let bytes = 0;
  for (const message of messages) {
    const last = batches.at(-1);
    if (last === undefined || last.length === batchMessagesMax || bytes + message.size > batchBytesMax) {
      batches.push([message]);
      bytes = message.size;
    } else {
      last.push(message);
      bytes += message.size;
    }
  }
  return batches;
}

/** The cursor behind which nothing listed lacks an account; it never goes back. */
export function advanced(cursor: Cursor, listed: readonly ListedMessage[], accounted: ReadonlySet<number>): Cursor {
  const uids = listed.map(({ uid }) => uid).filter((uid) => uid > cursor.completeTo);
  const gap = uids.filter((uid) => !accounted.has(uid)).reduce((least, uid) => Math.min(least, uid), Infinity);
  const completeTo = uids.filter((uid) => uid < gap).reduce((most, uid) => Math.max(most, uid), cursor.completeTo);
  return { ...cursor, completeTo };
}

/** When a message that could not be fetched `tries` times is tried again; undefined: no more, it is named `unreadable-at-server`. */
export const nextTryAt = (tries: number, failedAt: number): number | undefined => {
  const pauseMs = retryPausesMs[tries - 1];
  return pauseMs === undefined ? undefined : failedAt + pauseMs;
};
