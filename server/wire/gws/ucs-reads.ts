import { readBody, threadQuery } from "@postroom/contract";
import type { HistoryEntry } from "../../ports/history.ts";
import { findUcsInteraction } from "../../queries/ucs/find-interaction.ts";
import { findThread } from "../../queries/ucs/find-thread.ts";
import { listHistory } from "../../queries/ucs/history.ts";
import { refusalOf, refused, success } from "../answers.ts";
import { type Answer, type Asking, idIn } from "../entry.ts";
import { asked } from "../reads.ts";
import { threadingOf } from "../shapes/extras.ts";
import { historyEntry } from "../shapes/history-entry.ts";
import { ucsInteraction } from "../shapes/ucs-interaction.ts";
import { present } from "../shapes/viewing.ts";
import { viewingWhole } from "../viewing.ts";
import { cursorAfter, cursorIn, listed } from "./keyset.ts";
import { ucsQueryIn } from "./ucs-input.ts";

export const interactionHistory = (asking: Asking): Promise<Answer> => history(asking, undefined);

export const contactHistory = (asking: Asking): Promise<Answer> => history(asking, idIn(asking));

async function history(asking: Asking, contact: string | undefined): Promise<Answer> {
  const query = ucsQueryIn(asking.request.query, contact);
  if (!query.ok) return refused(query.refusal);
  const page = await asked(asking, listHistory, query.value.filter);
  if (!page.ok) return refused(page.refusal);
  const { entries, hasMore } = page.value;
  return listed(asking, {
    under: "interactions",
    rows: entries.map((entry) => historyEntry(entry, asking.answering.publicUrl, query.value.keys)),
    nextCursor: hasMore ? placeAfter(entries.at(-1)) : undefined,
  });
}

const placeAfter = (last: HistoryEntry | undefined): string | undefined =>
  last && cursorAfter(last.interaction.receivedAt, last.interaction.id);

/** The same keys as the event of `GetInteractionContent` (wire.md 8.2). */
export async function contentOf(asking: Asking): Promise<Answer> {
  const read = await asked(asking, findUcsInteraction, { id: idIn(asking) });
  if (!read.ok) return refused(read.refusal);
  const viewing = viewingWhole(asking, read.value.names);
  const [interaction] = read.value.entries.map((one) => ucsInteraction(one, viewing));
  return success({ interaction, messages: [] });
}

export async function threadOf(asking: Asking): Promise<Answer> {
  const query = readBody(threadQuery, asking.request.query);
  if (!query.ok) return refused(refusalOf(query.problem));
  const after = cursorIn(query.value.cursor);
  if (!after.ok) return refused(after.refusal);
  const cursor = after.value && { receivedAt: after.value.at, id: after.value.id };
  const page = await asked(asking, findThread, {
    id: idIn(asking),
    limit: query.value.limit,
    ...present("cursor", cursor),
  });
  if (!page.ok) return refused(page.refusal);
  const { thread, entries, names, hasMore } = page.value;
  const viewing = viewingWhole(asking, names);
  return success({
    thread: { id: thread.id, ...present("contactId", thread.contact), subject: thread.subject },
    interactions: entries.map((one) => ({
      ...ucsInteraction(one, viewing),
      ...threadingOf(one.entry.interaction, viewing),
    })),
    ...present("nextCursor", hasMore ? placeAfter(entries.at(-1)?.entry) : undefined),
  });
}
