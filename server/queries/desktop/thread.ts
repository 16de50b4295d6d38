import type { Actor } from "../../domain/agent/actor.ts";
import type { Note } from "../../domain/desktop/note.ts";
import type { WithContent } from "../../ports/interactions.ts";
import type { ThreadEntry, ThreadPage } from "../../ports/notes.ts";
import type { Reading } from "../../ports/transaction.ts";
import { withPresentDelivery } from "../email/present-delivery.ts";
import { type Names, namesIn, userNames } from "../names.ts";
import { defineQuery, found, missing } from "../query.ts";

/** An entry with what it is. */
export type SeenEntry = ThreadEntry & { readonly email?: WithContent | undefined; readonly note?: Note | undefined };

/** A thread as colleagues see it: mails and notes in the order of time. */
export type ThreadSeen = {
  readonly entries: readonly SeenEntry[];
  readonly names: Names;
  readonly readBy: readonly { readonly user: string; readonly at: number }[];
  /** The last entry, when there is more behind it. */
  readonly next: ThreadEntry | undefined;
};

/** A page of a thread: what of it the actor may read, with its notes. A thread without anything to read does not exist (6). desktop.md 13 */
export const readThread = defineQuery<ThreadPage, ThreadSeen>(
  "ReadThread",
  "ReadInteraction",
  async ({ reading, actor, input }) => {
    const page = await reading.notes.entries({ ...input, limit: input.limit + 1 });
    const shown = page.slice(0, input.limit);
    const emails = await emailsIn(reading, actor, idsOf(shown, "mail"));
    const isFirstPage = input.cursor === undefined;
    if (isFirstPage && emails.size === 0) return missing({ kind: "notFound", thing: "thread", name: input.thread });
    const notes = new Map((await reading.notes.byIds(idsOf(shown, "note"))).map((note) => [note.id, note]));
    const readBy = await reading.notes.readBy(input.thread);
    const names = await namesIn(
      reading,
      [...emails.values()].map(({ interaction }) => interaction),
    );
    const people = [...notes.values()].flatMap(({ by, mentions }) => [by, ...mentions]);
    const senders = [...emails.values()].flatMap(({ interaction }) => interaction.sender ?? []);
    const more = await userNames(reading, [...people, ...senders, ...readBy.map(({ user }) => user)]);
    return found({
      entries: shown.map((entry) =>
        entry.kind === "mail" ? { ...entry, email: emails.get(entry.id) } : { ...entry, note: notes.get(entry.id) },
      ),
      names: { ...names, users: new Map([...names.users, ...more]) },
      readBy,
      next: page.length > input.limit ? shown.at(-1) : undefined,
    });
  },
);

const idsOf = (entries: readonly ThreadEntry[], kind: ThreadEntry["kind"]): readonly string[] =>
  entries.filter((entry) => entry.kind === kind).map(({ id }) => id);

/** Those that the actor may read. */
async function emailsIn(
  reading: Reading,
  actor: Actor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, WithContent>> {
  const visible = [];
  for (const id of ids) {
    const interaction = await reading.interactions.visible(id, actor);
    if (interaction !== undefined) visible.push(interaction);
  }
  const contents = await reading.interactions.contents(visible.map(({ content }) => content));
  const emails = visible.flatMap((interaction) => {
    const content = contents.get(interaction.content);
    return content === undefined ? [] : [{ interaction, content }];
  });
  const present = await withPresentDelivery(reading, emails);
  return new Map(present.map((email) => [email.interaction.id, email]));
}
