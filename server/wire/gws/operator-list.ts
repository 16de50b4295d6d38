import { interactionsQuery, operatorRow as operatorRowSchema } from "@postroom/contract";
import type { State } from "../../domain/interaction/interaction.ts";
import { type ListFilter, listInteractions } from "../../queries/operator/list.ts";
import { type Found, found, missing } from "../../queries/query.ts";
import { refused, success } from "../answers.ts";
import type { Answer, ApiRequest, Asking } from "../entry.ts";
import { asked } from "../reads.ts";
import { picked, readListQuery } from "../selection.ts";
import { operatorRow } from "../shapes/operator-row.ts";
import { absolute, paths } from "../shapes/uris.ts";
import { present } from "../shapes/viewing.ts";
import { viewingWhole } from "../viewing.ts";
import { cursorAfter, cursorIn } from "./keyset.ts";

/** `GET /interactions`: a page by keyset, never by counting. product.md, architecture.md 6 */
export async function listAll(asking: Asking): Promise<Answer> {
  const filter = filterIn(asking.request.query);
  if (!filter.ok) return refused(filter.refusal);
  const page = await asked(asking, listInteractions, filter.value);
  if (!page.ok) return refused(page.refusal);
  const { emails, names, hasMore } = page.value;
  const last = emails.at(-1);
  const next =
    hasMore && last !== undefined ? { nextCursor: cursorAfter(last.interaction.receivedAt, last.interaction.id) } : {};
  if (asking.request.query["fields"] === undefined) {
    const { publicUrl } = asking.answering;
    return success({
      uris: emails.map(({ interaction }) => absolute(publicUrl, paths.interaction(interaction.id))),
      ...next,
    });
  }
  const viewing = viewingWhole(asking, names);
  return success({
    interactions: emails.map((email) => picked(operatorRow(email, viewing), asking.request.query)),
    ...next,
  });
}

function filterIn(given: ApiRequest["query"]): Found<ListFilter> {
  const read = readListQuery(interactionsQuery, given);
  if (!read.ok) return read;
  const { state, queue, assignedTo, contactId, threadId, messageId, q, limit, cursor } = read.value;
  const states = statesIn(state);
  if (!states.ok) return states;
  const after = cursorIn(cursor);
  if (!after.ok) return after;
  return found({
    ...present("states", states.value),
    ...present("queue", queue),
    ...present("assignedTo", assignedTo),
    ...present("contact", contactId),
    ...present("thread", threadId),
    ...present("messageId", messageId),
    ...present("search", q?.trim() === "" ? undefined : q),
    limit,
    ...present("cursor", after.value && { receivedAt: after.value.at, id: after.value.id }),
  });
}

/** One stored state, or several with commas between them. */
function statesIn(text: string | undefined): Found<readonly State[] | undefined> {
  if (text === undefined) return found(undefined);
  const states: State[] = [];
  for (const name of text.split(",")) {
    const state = stateNames.find((one) => one === name.trim());
    if (state === undefined) return missing({ kind: "badValue", path: "$.state", because: `no such state: ${name}` });
    states.push(state);
  }
  return found(states);
}

const stateNames = operatorRowSchema.shape.state.options;
