import type { HistoryEntry, HistoryFilter } from "../../ports/history.ts";
import type { Reading } from "../../ports/transaction.ts";
import { defineQuery, type Found, found, missing } from "../query.ts";

/** What is asked of the history. `media` other than `email` has none here. */
export type HistoryAsked = HistoryFilter & { readonly media?: string };

export type HistoryFound = { readonly entries: readonly HistoryEntry[]; readonly hasMore: boolean };

const monthMs = 31 * 86_400_000;

/** RetrieveInteractionHistory, RetrieveContactHistory: the last month unless said otherwise. Refuses an unknown contact (6). wire.md 8.2 */
export const retrieveHistory = defineQuery<HistoryAsked, HistoryFound>(
  "RetrieveHistory",
  "RetrieveHistory",
  ({ reading, input }) => {
    const { from = (input.until ?? reading.now.wall) - monthMs } = input;
    return historyPage(reading, { ...input, from });
  },
);

/** The same as a plain read, of all time. wire.md 8.3 */
export const listHistory = defineQuery<HistoryAsked, HistoryFound>("ListHistory", "ReadHistory", ({ reading, input }) =>
  historyPage(reading, input),
);

async function historyPage(reading: Reading, { media, ...filter }: HistoryAsked): Promise<Found<HistoryFound>> {
  if (filter.contact !== undefined && (await reading.contacts.byId(filter.contact)) === undefined) {
    return missing({ kind: "notFound", thing: "contact", name: filter.contact });
  }
  if (media !== undefined && media.toLowerCase() !== "email") return found({ entries: [], hasMore: false });
  // One more than asked for: whether there is a next page needs no count.
  const entries = await reading.history.page({ ...filter, limit: filter.limit + 1 });
  return found({ entries: entries.slice(0, filter.limit), hasMore: entries.length > filter.limit });
}
