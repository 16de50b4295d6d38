import type { Content } from "../../domain/interaction/content.ts";
import type { HistoryEntry } from "../../ports/history.ts";
import type { Reading } from "../../ports/transaction.ts";
import { type Names, namesIn } from "../names.ts";

/** An entry of the history with its content. */
export type EntryWithContent = { readonly entry: HistoryEntry; readonly content: Content };

export type EntriesFound = { readonly entries: readonly EntryWithContent[]; readonly names: Names };

/** The entries with their contents, and the names that both show. Throws when a content is gone: they are never removed. */
export async function withContents(reading: Reading, entries: readonly HistoryEntry[]): Promise<EntriesFound> {
  const interactions = entries.map(({ interaction }) => interaction);
  const contents = await reading.interactions.contents(interactions.map(({ content }) => content));
  return {
    entries: entries.map((entry) => {
      const content = contents.get(entry.interaction.content);
      if (content === undefined) throw new Error(`content ${entry.interaction.content} is gone`);
      return { entry, content };
    }),
    names: await namesIn(reading, interactions),
  };
}
