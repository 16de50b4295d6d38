import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { type Answer, type Ask, type Given, startHttp } from "../../adapters/http/http.fixture.ts";

const api = "/api/v2";

type More = Partial<Pick<Ask, "headers">>;

/** A server with somebody who may configure, and ways to look at what was configured. */
export async function startConfiguring(t: TestContext, given: Given = {}) {
  const server = await startHttp(t, given);
  const asking =
    (as: string) =>
    (method: string, path: string, body?: unknown, more: More = {}): Promise<Answer> =>
      server.ask({ method, path: `${api}${path}`, as, ...(body === undefined ? {} : { body }), ...more });
  const root = asking("root");
  const list = async (path: string, key: string): Promise<readonly Row[]> => rowsOf(await root("GET", path), key);
  const named = async (collection: string, key: string, name: string): Promise<Row> => {
    const row = (await list(`/${collection}?fields=*&subresources=*`, collection)).find((one) => one[key] === name);
    assert.ok(row, `${name} in ${collection}`);
    return row;
  };
  return {
    ...server,
    as: asking,
    root,
    list,
    named,
    idOf: async (collection: string, name: string) =>
      String((await named(collection, collection === "users" ? "userName" : "name", name))["id"]),
    audit: async () =>
      (await list("/audit?limit=1000", "audit")).filter(
        ({ kind }) => kind !== "ReadinessChanged" && kind !== "AccessRefused",
      ),
  };
}

export type Row = Readonly<Record<string, unknown>>;

/** The rows under a name of an answer. */
export function rowsOf(answer: Answer, key: string): readonly Row[] {
  const rows = answer.json[key];
  assert.ok(Array.isArray(rows), answer.text);
  return rows;
}

/** The objects in a list of a row. */
export function listIn(row: Row | undefined, key: string): readonly Row[] {
  const list = row?.[key];
  assert.ok(Array.isArray(list), key);
  return list;
}

/** Status, code and the text, for comparing refusals at one glance. */
export const told = ({ status, json }: Answer): readonly unknown[] => [
  status,
  json["statusCode"],
  ...(json["statusCode"] === 0 ? [] : [json["statusMessage"]]),
];

export const done = [200, 0];
