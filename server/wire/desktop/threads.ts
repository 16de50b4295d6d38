import {
  noteAnswer,
  noteBody,
  presenceAnswer,
  presenceBody,
  readBody,
  seenThreadAnswer,
  seenThreadQuery,
} from "@postroom/contract";
import { z } from "zod";
import { addNote } from "../../operations/desktop/add-note.ts";
import { endPresence, type PresenceFound, setPresence } from "../../operations/desktop/presence.ts";
import { readThread, type ThreadSeen } from "../../queries/desktop/thread.ts";
import { found } from "../../queries/query.ts";
import { type Members, refusalOf, refused, success } from "../answers.ts";
import { doing, written } from "../commands.ts";
import { type Answer, type Asking, idIn, type Resource } from "../entry.ts";
import { cursorAfter, cursorIn } from "../gws/keyset.ts";
import { asked } from "../reads.ts";
import { mailMessage, noteMessage } from "../shapes/thread-message.ts";
import { isoTime } from "../shapes/times.ts";
import { noteShape, presenceShape } from "../shapes/together.ts";
import { present } from "../shapes/viewing.ts";
import { viewingWhole } from "../viewing.ts";
import { below, desktop } from "./paths.ts";

/** A thread with its notes, oldest first. desktop.md 13 */
export const thread: Resource = {
  name: desktop,
  paths: [below("/threads/{id}")],
  get: {
    answer: answerThread,
    describes: {
      summary: "Mails and notes of a thread, and who has read it",
      query: seenThreadQuery,
      answer: seenThreadAnswer,
    },
  },
};

async function answerThread(asking: Asking): Promise<Answer> {
  const query = readBody(seenThreadQuery, asking.request.query);
  if (!query.ok) return refused(refusalOf(query.problem));
  const cursor = cursorIn(query.value.cursor);
  if (!cursor.ok) return refused(cursor.refusal);
  const page = { thread: idIn(asking), limit: query.value.limit, ...present("cursor", cursor.value) };
  const seen = await asked(asking, readThread, page);
  return seen.ok ? success(threadShape(idIn(asking), seen.value, asking)) : refused(seen.refusal);
}

function threadShape(threadId: string, { entries, names, readBy, next }: ThreadSeen, asking: Asking) {
  const viewing = viewingWhole(asking, names);
  return {
    threadId,
    messages: entries.flatMap(({ email, note }): readonly Members[] => {
      if (note !== undefined) return [noteMessage(note, viewing)];
      return email === undefined ? [] : [mailMessage(email, viewing)];
    }),
    readBy: readBy.map(({ user, at }) => ({ userId: user, name: names.users.get(user) ?? user, at: isoTime(at) })),
    ...(next === undefined ? {} : { nextCursor: cursorAfter(next.at, next.id) }),
  };
}

/** What only colleagues see. desktop.md 3.1 */
export const notes: Resource = {
  name: desktop,
  paths: [below("/threads/{id}/notes")],
  post: written({
    summary: "Says something in a thread that only colleagues see",
    body: noteBody,
    named: "Note",
    does: doing({
      operation: addNote,
      versioned: false,
      input: ({ text, mentions }) =>
        found({ text, mentions: mentions.map((value, index) => ({ value, path: `$.mentions[${index}]` })) }),
      answers: ({ note, users }) => success({ note: noteShape(note, users) }),
    }),
    answer: noteAnswer,
  }),
};

const people = ({ presence: found, users }: PresenceFound) => success(presenceShape(found, users));

/** Who is at an e-mail now. desktop.md 3.6 */
export const presence: Resource = {
  name: desktop,
  paths: [below("/interactions/{id}/presence")],
  put: written({
    summary: "Says what the user does with the e-mail, for 45 seconds",
    body: presenceBody,
    named: "Presence",
    does: doing({
      operation: setPresence,
      versioned: false,
      input: ({ level }) => found({ level }),
      answers: people,
    }),
    answer: presenceAnswer,
  }),
  delete: written({
    summary: "The user is there no more",
    body: z.object({}),
    does: doing({ operation: endPresence, versioned: false, input: () => found({}), answers: people }),
    answer: presenceAnswer,
  }),
};
