import { type UcsQuery, ucsQuery } from "@postroom/contract";
import { type Found, found } from "../../queries/query.ts";
import type { HistoryAsked } from "../../queries/ucs/history.ts";
import type { ApiRequest } from "../entry.ts";
import { readListQuery } from "../selection.ts";
import { present } from "../shapes/viewing.ts";
import { cursorIn } from "./keyset.ts";

const dayMs = 86_400_000;

/** From the first moment of `fromDate` to the last one of `toDate`. */
export const momentsIn = ({ fromDate, toDate }: Pick<UcsQuery, "fromDate" | "toDate">) => ({
  ...present("from", fromDate?.at),
  ...present("until", toDate && toDate.at + (toDate.isDay ? dayMs : 1)),
});

export type UcsAsked = { readonly filter: HistoryAsked; readonly keys: readonly string[] | undefined };

/** The query of a plain read. A key that means nothing here is refused (10), those with `_` in front are ignored. wire.md 1.7, 8.3 */
export function ucsQueryIn(given: ApiRequest["query"], contact: string | undefined): Found<UcsAsked> {
  const read = readListQuery(ucsQuery, given);
  if (!read.ok) return read;
  const query = read.value;
  const after = cursorIn(query.cursor);
  if (!after.ok) return after;
  return found({
    keys: query.customAttributes?.split(",").map((key) => key.trim()),
    filter: {
      ...present("contact", contact),
      ...momentsIn(query),
      ...present("search", query.q?.trim() === "" ? undefined : query.q),
      ...present("media", query.mediaType),
      ...present("owner", query.userId),
      order: query.sort,
      limit: query.limit,
      ...present("cursor", after.value && { receivedAt: after.value.at, id: after.value.id }),
    },
  });
}
