import type { Note } from "../../domain/desktop/note.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import type { Spelt } from "../references.ts";

type Input = {
  readonly text: string;
  /** Ids or user names. */
  readonly mentions: readonly Spelt<string>[];
};

/** With the names that it shows. */
export type NoteAdded = { readonly note: Note; readonly users: ReadonlyMap<string, string> };

const entriesMax = 100;

/**
 * Says something in a thread that only colleagues see. Told to its author, to those who are mentioned, and to whoever holds an e-mail of the
 * thread. Refuses a thread that the actor may not read, and people who do not exist (6). desktop.md 3.1, 3.6
 */
export const addNote = defineOperation<Input, NoteAdded>(
  "AddNote",
  "AddNote",
  async ({ tx, world, actor, target, input }) => {
    const mails = (await tx.notes.entries({ thread: target, limit: entriesMax })).filter(({ kind }) => kind === "mail");
    let mayRead = false;
    for (const { id } of mails) mayRead ||= (await tx.interactions.visible(id, actor)) !== undefined;
    if (!mayRead) return refuse({ kind: "notFound", thing: "thread", name: target });
    const mentions: string[] = [];
    for (const { value } of input.mentions) {
      const user = (await tx.users.byId(value)) ?? (await tx.users.byName(value));
      if (user === undefined) return refuse({ kind: "notFound", thing: "user", name: value });
      mentions.push(user.id);
    }
    const note: Note = {
      ...{ id: world.ids.object(), thread: target, by: actor.id },
      ...{ text: input.text, mentions: [...new Set(mentions)], at: tx.now.wall },
    };
    await tx.notes.create(note);
    for (const user of new Set([actor.id, ...note.mentions, ...(await tx.notes.holdersIn(target))])) {
      await tx.journal.append({ kind: "DeskChanged", user, operation: "AddNote", thing: { about: "note", note } });
    }
    return done({ note, users: await tx.users.names([note.by, ...note.mentions]) });
  },
);
