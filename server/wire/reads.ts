import { collectionQuery, urisAnswer } from "@postroom/contract";
import { z } from "zod";
import { ask, type Found, type QueryDefinition } from "../queries/query.ts";
import { etag, type Members, refused, success } from "./answers.ts";
import type { Asking, Entry } from "./entry.ts";
import { filtered, pageOf, picked, readCollectionQuery } from "./selection.ts";

/** One resource, whole unless `fields` asks for less; with its version as ETag where it has one. wire.md 1.7, 1.9 */
export const single = (row: {
  readonly summary: string;
  /** The singular name under which it stands. */
  readonly under: string;
  readonly row: (asking: Asking) => Promise<Found<Members>>;
  /** Names of what may be embedded (`subresources`). */
  readonly subresources?: readonly string[];
  readonly answer: z.ZodType;
}): Entry => ({
  answer: async (asking) => {
    const found = await row.row(asking);
    if (!found.ok) return refused(found.refusal);
    const { version } = found.value;
    const shown = picked(found.value, asking.request.query, row.subresources);
    return success({ [row.under]: shown }, typeof version === "number" ? etag(version) : {});
  },
  describes: { summary: row.summary, query: singleQuery, answer: row.answer },
});

/** A collection that is short enough to be read at once: filters, pages, `uris` or `fields`. wire.md 1.7 */
export const collection = (row: {
  readonly summary: string;
  /** The plural name under which the rows stand. */
  readonly under: string;
  readonly rows: (asking: Asking) => Promise<Found<readonly Members[]>>;
  /** Names by which rows may be filtered. */
  readonly fields: readonly string[];
  /** Names with which `rows` itself does something else. */
  readonly ownFilters?: readonly string[];
  /** Where a row is found; absent: rows have no address of their own and are always shown whole. */
  readonly uri?: (row: Members, asking: Asking) => unknown;
  readonly subresources?: readonly string[];
  /** For the API reference, where there is more than every collection has. */
  readonly query?: z.ZodType;
  readonly answer: z.ZodType;
}): Entry => ({
  answer: async (asking) => {
    const query = readCollectionQuery(asking.request.query, row.fields, row.ownFilters);
    if (!query.ok) return refused(query.refusal);
    const found = await row.rows(asking);
    if (!found.ok) return refused(found.refusal);
    const { rows, nextCursor } = pageOf(filtered(found.value, query.value.filters), query.value);
    const { uri } = row;
    const next = nextCursor === undefined ? {} : { nextCursor };
    if (uri !== undefined && !asksForObjects(asking.request.query)) {
      return success({ uris: rows.map((one) => uri(one, asking)), ...next });
    }
    return success({ [row.under]: rows.map((one) => picked(one, asking.request.query, row.subresources)), ...next });
  },
  describes: { summary: row.summary, query: row.query ?? collectionQuery, answer: answersOf(row) },
});

/** Whoever names fields, or what shall be embedded, wants more than addresses. wire.md 1.7, 10.2 */
const asksForObjects = ({ fields, subresources }: Asking["request"]["query"]): boolean =>
  fields !== undefined || subresources !== undefined;

/** Without `fields` the rows' URIs stand there instead. */
const answersOf = ({ uri, answer }: { readonly uri?: unknown; readonly answer: z.ZodType }): z.ZodType =>
  uri === undefined ? answer : z.union([answer, urisAnswer]);

const singleQuery = collectionQuery.pick({ fields: true, subresources: true });

/** Asks a query in the name of the user. */
export const asked = <Input, Value>(
  { answering, request }: Asking,
  query: QueryDefinition<Input, Value>,
  input: Input,
): Promise<Found<Value>> => ask(answering.performing.store, query, { actor: request.actor, input });

/** Asks a query and makes something else of what it found. */
export async function shaped<Input, Value, Shape>(
  asking: Asking,
  query: QueryDefinition<Input, Value>,
  input: Input,
  shape: (value: Value) => Shape,
): Promise<Found<Shape>> {
  const answer = await asked(asking, query, input);
  return answer.ok ? { ok: true, value: shape(answer.value) } : answer;
}
