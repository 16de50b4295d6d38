import type { TimelineEntry } from "../../ports/timeline.ts";
import { userNames } from "../names.ts";
import { defineQuery, found, missing } from "../query.ts";

type Input = {
  readonly contact: string;
  readonly limit: number;
  readonly cursor?: { readonly at: number; readonly id: string };
};

export type Timeline = {
  readonly entries: readonly TimelineEntry[];
  readonly users: ReadonlyMap<string, string>;
  readonly hasMore: boolean;
};

/** Mails, notes, transfers and states of a contact in one line, newest first. Refuses an unknown contact (6). desktop.md 3.5 */
export const readTimeline = defineQuery<Input, Timeline>(
  "ReadTimeline",
  "ReadHistory",
  async ({ reading, input: { contact, limit, cursor } }) => {
    if ((await reading.contacts.byId(contact)) === undefined) {
      return missing({ kind: "notFound", thing: "contact", name: contact });
    }
    const page = { limit: limit + 1, ...(cursor === undefined ? {} : { before: cursor }) };
    const rows = await reading.timeline.of(contact, page);
    const entries = rows.slice(0, limit);
    const users = await userNames(
      reading,
      entries.flatMap(({ by }) => by ?? []),
    );
    return found({ entries, users, hasMore: rows.length > limit });
  },
);
