import { type Found, found, missing } from "../../queries/query.ts";
import { type Members, success } from "../answers.ts";
import type { Answer, Asking } from "../entry.ts";
import { picked } from "../selection.ts";

/** A place in a list that is ordered by time and id: the last row of the page before. */
type Place = { readonly at: number; readonly id: string };

export const cursorAfter = (at: number, id: string): string => `${at}-${id}`;

/** Refuses what is no cursor of such a list (10). */
export function cursorIn(text: string | undefined): Found<Place | undefined> {
  if (text === undefined) return found(undefined);
  const [, at, id] = /^(\d{1,15})-([A-Za-z0-9-]{1,64})$/.exec(text) ?? [];
  if (at !== undefined && id !== undefined) return found({ at: Number(at), id });
  return missing({ kind: "badValue", path: "$.cursor", because: "not a cursor of this list" });
}

/** A text as part of a cursor, in signs that a URL carries as they are. */
export const textInCursor = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replaceAll("~", "%7E").replaceAll("%", "~");

/** The text again; undefined where it is none that we have written. */
export function textOfCursor(written: string | undefined): string | undefined {
  try {
    return written === undefined ? undefined : decodeURIComponent(written.replaceAll("~", "%"));
  } catch {
    return undefined;
  }
}

type Page = {
  readonly under: string;
  readonly rows: readonly (Members & { readonly uri: string })[];
  readonly nextCursor: string | undefined;
};

/** A page of the Contact Server: rows with the fields that were asked for; without `fields` whole, with their URIs. wire.md 1.7, 8.3 */
export function listed({ request }: Asking, { under, rows, nextCursor }: Page): Answer {
  const next = nextCursor === undefined ? {} : { nextCursor };
  const uris = request.query["fields"] === undefined ? { uris: rows.map(({ uri }) => uri) } : {};
  return success({ ...uris, [under]: rows.map((row) => picked(row, request.query)), ...next });
}
