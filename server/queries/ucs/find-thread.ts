import type { HistoryFilter, Thread } from "../../ports/history.ts";
import { defineQuery, found, missing } from "../query.ts";
import { type EntriesFound, withContents } from "./with-contents.ts";

type Input = { readonly id: string } & Pick<HistoryFilter, "limit" | "cursor">;
export type ThreadFound = EntriesFound & { readonly thread: Thread; readonly hasMore: boolean };

/** A page of a thread's e-mails with their content, oldest first. wire.md 8.3 */
export const findThread = defineQuery<Input, ThreadFound>(
  "FindThread",
  "ReadHistory",
  async ({ reading, input: { id, limit, ...rest } }) => {
    const thread = await reading.history.thread(id);
    if (thread === undefined) return missing({ kind: "notFound", thing: "thread", name: id });
    // One more than asked for: whether there is a next page needs no count.
    const entries = await reading.history.page({ thread: id, order: "asc", limit: limit + 1, ...rest });
    const shown = await withContents(reading, entries.slice(0, limit));
    return found({ ...shown, thread, hasMore: entries.length > limit });
  },
);
