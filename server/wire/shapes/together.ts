import type { DeskThing } from "../../domain/desktop/desk-event.ts";
import type { Note } from "../../domain/desktop/note.ts";
import type { Presence } from "../../domain/desktop/presence.ts";
import { isoTime } from "./times.ts";

type UserNames = ReadonlyMap<string, string>;

export const nameIn = (users: UserNames, id: string): string => users.get(id) ?? id;

/** Who is at an e-mail. desktop.md 3.6 */
export const presenceShape = ({ interaction, people }: Omit<Presence, "version">, users: UserNames) => ({
  interactionId: interaction,
  people: people.map(({ user, level, since }) => ({
    userId: user,
    name: nameIn(users, user),
    level,
    since: isoTime(since),
  })),
});

/** What colleagues say to each other; it is never changed, so its version stays the first. */
export const noteShape = ({ id, thread, by, text, mentions, at }: Note, users: UserNames) => ({
  id,
  threadId: thread,
  userId: by,
  by: nameIn(users, by),
  text,
  mentions: mentions.map((one) => nameIn(users, one)),
  at: isoTime(at),
  version: 1,
});

/** Users whose names are shown with what changed. */
export function peopleIn(thing: DeskThing): readonly string[] {
  if (thing.about === "notice") return thing.notice.by === undefined ? [] : [thing.notice.by];
  if (thing.about === "note") return [thing.note.by, ...thing.note.mentions];
  return thing.about === "presence" ? thing.presence.people.map(({ user }) => user) : [];
}
