import { emailB as emailSchema, emailsAnswer, shelfQuery, urisAnswer } from "@postroom/contract";
import { z } from "zod";
import type { WithContent } from "../../ports/interactions.ts";
import { type Found, missing } from "../../queries/query.ts";
import { readShelf, type ShelfAsked, type ShelfPage } from "../../queries/workbin/shelf.ts";
import { type Members, refused, success } from "../answers.ts";
import type { Answer, Asking, Resource } from "../entry.ts";
import { idIn } from "../entry.ts";
import { asked } from "../reads.ts";
import { filtered, picked, readCollectionQuery } from "../selection.ts";
import { emailB } from "../shapes/email-b.ts";
import { present } from "../shapes/viewing.ts";
import { sees, viewingCut } from "../viewing.ts";
import { agentIn, groupIn } from "./workbin-commands.ts";

/** What lies on a shelf, last placed first: a page by place, never by counting. wire.md 7 */
export const shelf: Resource = {
  name: "Workbins",
  paths: ["/me/workbins/{id}/emails", "/workbins/{id}/emails", "/users/{userId}/workbins/{id}/emails"],
  get: {
    answer: contentOf,
    describes: {
      summary: "What lies on a shelf, last placed first",
      query: shelfQuery,
      answer: z.union([emailsAnswer, urisAnswer]),
    },
  },
};

/** The shelf that a request to a workbin's path means. */
export const shelfAsked = (asking: Asking): ShelfAsked => ({
  id: idIn(asking),
  ...present("group", groupIn(asking)),
  ...present("agent", agentIn(asking)),
});

const embeddedMax = 1_000;

/** The newest of a shelf, for embedding. */
export async function shelvedEmails(asking: Asking): Promise<Found<readonly Members[]>> {
  const page = await asked(asking, readShelf, { ...shelfAsked(asking), limit: embeddedMax });
  return page.ok ? { ok: true, value: shownOn(page.value, asking) } : page;
}

const shownOn = ({ emails, names }: ShelfPage, asking: Asking): readonly Members[] => {
  const viewing = viewingCut(asking, names);
  return emails.map((email: WithContent) => emailB(email, viewing, sees(asking)("B", email)));
};

/** Filters count within the page, so a page may be short and yet have a next one. */
async function contentOf(asking: Asking): Promise<Answer> {
  const { query } = asking.request;
  const { cursor, ...rest } = query;
  const read = readCollectionQuery(rest, Object.keys(emailSchema.shape));
  if (!read.ok) return refused(read.refusal);
  const before = placeIn(cursor);
  if (!before.ok) return refused(before.refusal);
  const { limit, filters } = read.value;
  const page = await asked(asking, readShelf, { ...shelfAsked(asking), limit, ...present("before", before.value) });
  if (!page.ok) return refused(page.refusal);
  const rows = filtered(shownOn(page.value, asking), filters);
  const { next } = page.value;
  const nextCursor = present("nextCursor", next === undefined ? undefined : String(next));
  if (query["fields"] === undefined) return success({ uris: rows.map(({ uri }) => uri), ...nextCursor });
  return success({ emails: rows.map((row) => picked(row, query)), ...nextCursor });
}

function placeIn(cursor: string | undefined): Found<number | undefined> {
  if (cursor === undefined) return { ok: true, value: undefined };
  if (/^\d{1,15}$/.test(cursor)) return { ok: true, value: Number(cursor) };
  return missing({ kind: "badValue", path: "$.cursor", because: "not a cursor of this list" });
}
