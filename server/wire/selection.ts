import { collectionQuery, readBody } from "@postroom/contract";
import type { z } from "zod";
import { type Found, found, missing } from "../queries/query.ts";
import { type Members, refusalOf } from "./answers.ts";
import type { ApiRequest } from "./entry.ts";

type Query = ApiRequest["query"];

/** What the query of a collection asks for. */
export type CollectionAsked = {
  readonly filters: readonly (readonly [field: string, value: string])[];
  readonly limit: number;
  /** How many rows were on the pages before. */
  readonly offset: number;
};

/** Reads filters and paging. A filter on something that is no field is refused with code 10; keys with `_` in front are ignored. wire.md 1.7 */
export function readCollectionQuery(
  query: Query,
  fields: readonly string[],
  ownFilters: readonly string[] = [],
): Found<CollectionAsked> {
  const read = readBody(collectionQuery, query);
  if (!read.ok) return missing(refusalOf(read.problem));
  const filters = Object.entries(query).filter(
    ([key]) => !key.startsWith("_") && !notFilters.has(key) && !ownFilters.includes(key),
  );
  const unknown = filters.find(([key]) => !fields.includes(key));
  if (unknown !== undefined) return missing({ kind: "badValue", path: `$.${unknown[0]}`, because: "no such field" });
  const offset = query["cursor"] ?? query["offset"] ?? "0";
  if (!/^\d{1,9}$/.test(offset))
    return missing({ kind: "badValue", path: "$.cursor", because: "not a cursor of this list" });
  return found({ filters, limit: read.value.limit, offset: Number(offset) });
}

/** Reads the query of a list that has its own keys. Any other is refused (10), those with `_` in front are ignored. wire.md 1.7 */
export function readListQuery<Schema extends z.ZodObject>(schema: Schema, query: Query): Found<z.output<Schema>> {
  const unknown = Object.keys(query).find((key) => !key.startsWith("_") && !Object.hasOwn(schema.shape, key));
  if (unknown !== undefined) return missing({ kind: "badValue", path: `$.${unknown}`, because: "no such field" });
  const read = readBody(schema, query);
  return read.ok ? found(read.value) : missing(refusalOf(read.problem));
}

/** Rows that meet all filters: equal, or for a list one of its values. */
export const filtered = (rows: readonly Members[], filters: CollectionAsked["filters"]): readonly Members[] =>
  rows.filter((row) => filters.every(([field, value]) => valuesOf(row[field]).includes(value)));

/** One page, and where the next begins when there is one. */
export function pageOf(rows: readonly Members[], { limit, offset }: CollectionAsked) {
  const end = offset + limit;
  return { rows: rows.slice(offset, end), nextCursor: end < rows.length ? String(end) : undefined };
}

/** The fields that were asked for, in the order of the resource; all of them by default. Embedded subresources stay. wire.md 1.7 */
export function picked(row: Members, query: Query, subresources: readonly string[] = []): Members {
  const names = listed(query["fields"]);
  if (names === "all") return row;
  const isAsked = (name: string) => names.includes(name) || subresources.includes(name);
  return Object.fromEntries(Object.entries(row).filter(([name]) => isAsked(name)));
}

/** The subresources that were asked for; none by default. */
export function embedded(subresources: Members, query: Query): Members {
  const names = listed(query["subresources"] ?? "");
  if (names === "all") return subresources;
  return Object.fromEntries(Object.entries(subresources).filter(([name]) => names.includes(name)));
}

/** Whether a subresource of one of these names was asked for. */
export function asksForSubresource(names: readonly string[], query: Query): boolean {
  const asked = listed(query["subresources"] ?? "");
  return asked === "all" || names.some((name) => asked.includes(name));
}

const listed = (names: string | undefined): readonly string[] | "all" =>
  names === undefined || names.trim() === "*" ? "all" : names.split(",").map((name) => name.trim());

const valuesOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : value === undefined || value === null ? [] : [String(value)];

/** Keys with a meaning of their own; `resolveUris` and `agentGroup` of GWS change nothing here. */
const notFilters: ReadonlySet<string> = new Set([
  "fields",
  "subresources",
  "limit",
  "cursor",
  "offset",
  "resolveUris",
  "agentGroup",
]);
