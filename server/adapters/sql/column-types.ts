import assert from "node:assert/strict";
import { type CustomTypesConfig, types } from "pg";

/**
 * How columns become values in a pool or client of ours; the driver's own table, which is global, stays as it is.
 * `bigint` becomes a number, `timestamptz` milliseconds since 1970 (architecture.md 11), arrays of them likewise.
 */
export const columnTypes: CustomTypesConfig = {
  getTypeParser(oid: number, format?: "text" | "binary") {
    const own = format === "binary" ? undefined : parsers.get(oid);
    return own ?? types.getTypeParser(oid, format);
  },
};

/** Counters and sizes of ours never come near 2^53; what does is a bug. */
function parseInteger(text: string): number {
  const value = Number(text);
  assert(Number.isSafeInteger(value), `bigint ${text} is no safe number`);
  return value;
}

function parseTime(text: string): number {
  const date: unknown = types.getTypeParser(types.builtins.TIMESTAMPTZ)(text);
  assert(date instanceof Date, `timestamptz ${text} is no moment`);
  return date.getTime();
}

type Parse = (text: string) => unknown;

/** Of one dimension; no column of ours has more. */
function listOf(parse: Parse): Parse {
  return (text) => {
    const list: readonly (string | null)[] = types.getTypeParser(textArray)(text);
    return list.map((item) => (item === null ? null : parse(item)));
  };
}

/** Object ids of the array types, from PostgreSQL's `pg_type.dat`; the driver names only the plain ones. */
const textArray: number = 1009;
const int8Array = 1016;
const timestamptzArray = 1185;

const parsers: ReadonlyMap<number, Parse> = new Map([
  [types.builtins.INT8, parseInteger],
  [types.builtins.TIMESTAMPTZ, parseTime],
  [int8Array, listOf(parseInteger)],
  [timestamptzArray, listOf(parseTime)],
]);
