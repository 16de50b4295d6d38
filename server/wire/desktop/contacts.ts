import {
  contactAnswer,
  contactWrittenAnswer,
  mergeFromBody,
  readBody,
  timelineAnswer,
  timelineQuery,
  updateContactBody,
} from "@postroom/contract";
import type { Contact } from "../../domain/contact/contact.ts";
import { mergeContacts } from "../../operations/contact/merge.ts";
import { updateContact } from "../../operations/contact/update.ts";
import { findContact } from "../../queries/contact/find.ts";
import { readTimeline, type Timeline } from "../../queries/desktop/timeline.ts";
import { found } from "../../queries/query.ts";
import { etag, refusalOf, refused, success } from "../answers.ts";
import { catchUp } from "../catch-up.ts";
import { doing, written } from "../commands.ts";
import { type Answer, type Asking, idIn, type Resource } from "../entry.ts";
import { contactIn } from "../gws/contact-input.ts";
import { cursorAfter, cursorIn } from "../gws/keyset.ts";
import { asked, shaped, single } from "../reads.ts";
import { contactShape } from "../shapes/contact.ts";
import { isoTime } from "../shapes/times.ts";
import { present } from "../shapes/viewing.ts";
import { below, desktop } from "./paths.ts";

const contactNow = (contact: Contact, _: number, { answering }: Asking) =>
  success({ contactId: contact.id, contact: contactShape(contact, answering.publicUrl) }, etag(contact.version));

/** The card of a contact, in the shapes of GWS. desktop.md 3.5 */
export const contactCard: Resource = {
  name: desktop,
  paths: [below("/contacts/{id}")],
  get: single({
    summary: "One contact",
    under: "contact",
    row: (asking) =>
      shaped(asking, findContact, { id: idIn(asking) }, (one) => contactShape(one, asking.answering.publicUrl)),
    answer: contactAnswer,
  }),
  patch: written({
    summary: "Changes what is given of a contact",
    body: updateContactBody,
    named: "ContactChange",
    does: doing({ operation: updateContact, input: contactIn, answers: contactNow }),
    answer: contactWrittenAnswer,
  }),
};

export const contactMerge: Resource = {
  name: desktop,
  paths: [below("/contacts/{id}/merge")],
  post: written({
    summary: "Another contact becomes part of this one",
    body: mergeFromBody,
    named: "MergeFrom",
    does: doing({
      operation: mergeContacts,
      input: ({ fromId }) => found({ contacts: [{ value: fromId, path: "$.fromId" }] }),
      answers: contactNow,
    }),
    answer: contactWrittenAnswer,
  }),
};

/** Everything that happened with a contact, in one line. desktop.md 3.5 */
export const timeline: Resource = {
  name: desktop,
  paths: [below("/contacts/{id}/timeline")],
  get: {
    answer: answerTimeline,
    describes: {
      summary: "Mails, notes, transfers and states of a contact",
      query: timelineQuery,
      answer: timelineAnswer,
    },
  },
};

async function answerTimeline(asking: Asking): Promise<Answer> {
  const query = readBody(timelineQuery, asking.request.query);
  if (!query.ok) return refused(refusalOf(query.problem));
  const cursor = cursorIn(query.value.cursor);
  if (!cursor.ok) return refused(cursor.refusal);
  await catchUp(asking.answering.performing);
  const page = { contact: idIn(asking), limit: query.value.limit, ...present("cursor", cursor.value) };
  const read = await asked(asking, readTimeline, page);
  return read.ok ? success(timelineShape(read.value)) : refused(read.refusal);
}

function timelineShape({ entries, users, hasMore }: Timeline) {
  const last = entries.at(-1);
  return {
    entries: entries.map(({ kind, at, interaction, by, text }) => ({
      kind,
      at: isoTime(at),
      ...present("interactionId", interaction),
      ...present("by", by && (users.get(by) ?? by)),
      text,
    })),
    ...(hasMore && last !== undefined ? { nextCursor: cursorAfter(last.at, last.id) } : {}),
  };
}
