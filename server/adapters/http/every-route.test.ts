import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { z } from "zod";
import { drafted, owned, sent } from "../../testing/agent-day.ts";
import type { Centre } from "../../testing/centre.ts";
import { resources } from "../../wire/api.ts";
import type { Entry, Resource } from "../../wire/entry.ts";
import { settingsOf, startHttp } from "./http.fixture.ts";

/** POSTROOM_FAULTS=full asks as often as a release must show. */
const numRuns = process.env["POSTROOM_FAULTS"] === "full" ? 10_000 : 400;
const file = settingsOf({ requestRate: 1_000_000, requestBurst: 1_000_000 });

type Asked = {
  readonly method: string;
  readonly path: string;
  readonly as: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
};

const methods = ["get", "post", "put", "delete"] as const;
const entries = resources.flatMap((resource) =>
  methods.flatMap((method) => {
    const entry: Entry | undefined = resource[method];
    return entry === undefined ? [] : [{ resource, method, entry }];
  }),
);

/** Names of keys that a body or a query of this entry may have. */
function keysOf({ describes }: Entry): readonly string[] {
  const schemas = [
    ...Object.values(describes.bodies ?? {}),
    ...(describes.query === undefined ? [] : [describes.query]),
  ];
  return [...new Set(schemas.flatMap(keysIn))];
}

function keysIn(schema: z.ZodType): readonly string[] {
  const { properties, anyOf, allOf } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  const parts = [...(anyOf ?? []), ...(allOf ?? [])].map((part) => Object.keys(Object(part).properties ?? {}));
  return [...Object.keys(properties ?? {}), ...parts.flat()];
}

const hostile = fc.oneof(
  fc.constantFrom("..", "__proto__", "constructor", "'", "%00", "*", "-1", "9".repeat(30)),
  fc.string({ unit: "binary", maxLength: 40 }),
);

/** A request to any row of the tables: its ids are sometimes real, its keys are mostly those that the row knows. */
function anyRequest(ids: readonly string[]): fc.Arbitrary<Asked> {
  const id = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...ids) }, { weight: 1, arbitrary: hostile });
  const value = fc.oneof(
    id,
    fc.boolean(),
    fc.integer(),
    fc.constantFrom("English", "support", "email", "alice"),
    fc.anything(),
  );
  return fc.constantFrom(...entries).chain(({ resource, method, entry }) => {
    const keys = keysOf(entry);
    const known = keys.length === 0 ? hostile : fc.constantFrom(...keys);
    const names = Object.keys(entry.describes.bodies ?? {});
    return fc.record({
      method: fc.constant(method.toUpperCase()),
      path: fc
        .tuple(pathOf(resource, id), fc.dictionary(known, fc.oneof(id, hostile), { maxKeys: 2 }))
        .map(([path, query]) => `${path}?${new URLSearchParams(query)}`),
      as: fc.constantFrom("alice", "bob", "sam", "root"),
      headers: fc.dictionary(
        fc.constantFrom("if-match", "idempotency-key", "range", "x-csrf-token"),
        fc.stringMatching(/^[!-~]{1,20}$/),
        { maxKeys: 2 },
      ),
      body: fc
        .tuple(
          fc.dictionary(known, value, { maxKeys: 4 }),
          names.length === 0 ? fc.constant("") : fc.constantFrom(...names),
        )
        .map(([given, operationName]) => ({ ...given, ...(operationName === "" ? {} : { operationName }) })),
    });
  });
}

const pathOf = ({ paths }: Resource, id: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom(...paths), id, id).map(([path, first, second]) => {
    const ids = [first, second].map((text) => encodeURIComponent(text.toWellFormed()));
    return `/api/v2${path.replaceAll(/\{\w+\}/g, () => ids.shift() ?? "x")}`;
  });

const kept = [
  ...["interactions", "contents", "contacts", "contact_addresses", "threads", "deliveries", "timers", "agents"],
  ...["users", "user_skills", "user_groups", "queues", "skills", "agent_groups", "settings", "mailboxes", "workbins"],
  ...["response_categories", "standard_responses"],
];

/** Changes with every row that is written or removed: the newest writer and the number of rows of each table. */
async function stateOf({ pool }: Centre): Promise<unknown> {
  const one = (table: string) =>
    `(SELECT count(*) || ' ' || coalesce(max(xmin::text::bigint), 0) FROM ${table}) AS ${table}`;
  return (await pool.query(`SELECT ${kept.map(one).join(", ")}`)).rows[0];
}

/** A body that no JSON text can say is none. */
function jsonOf(body: unknown): string {
  try {
    return JSON.stringify(body, (_, value) => (typeof value === "bigint" ? String(value) : value)) ?? "{}";
  } catch {
    return "{}";
  }
}

test("no row of the tables answers 5xx, and whatever is refused has changed nothing", async (t) => {
  const http = await startHttp(t, { file });
  const { centre } = http;
  const inbound = await owned(centre, "alice");
  const ids = [
    inbound,
    await drafted(centre, "alice", inbound),
    await sent(centre, "bob"),
    ...(await otherIds(centre)),
  ];
  const counts = { refused: 0, done: 0 };
  const property = fc.asyncProperty(anyRequest(ids), async ({ method, path, as, headers, body }) => {
    const before = await stateOf(centre);
    const json = { "content-type": "application/json", ...headers };
    const answer = await http.ask({
      method,
      path,
      as,
      headers: json,
      ...(method === "GET" ? {} : { body: jsonOf(body) }),
    });
    assert.ok(answer.status < 500, `${answer.status} ${answer.text}`);
    if (answer.status < 400) {
      counts.done++;
      return;
    }
    counts.refused++;
    assert.equal(answer.json["status"], "error", answer.text);
    assert.equal(answer.json["errorDescription"], answer.json["statusMessage"]);
    assert.deepEqual(await stateOf(centre), before, `${answer.status} ${answer.text}`);
  });
  await fc.assert(property, { numRuns });
  assert.ok(counts.refused > numRuns / 10 && counts.done > numRuns / 20, JSON.stringify(counts));
  t.diagnostic(`${numRuns} requests: ${counts.done} done, ${counts.refused} refused, none 5xx`);
});

/** Ids of things that are no e-mails. */
async function otherIds({ pool }: Centre): Promise<readonly string[]> {
  const tables = ["users", "queues", "skills", "agent_groups", "workbins", "contacts", "threads"];
  const { rows } = await pool.query(
    tables.map((table) => `(SELECT id FROM ${table} ORDER BY id LIMIT 2)`).join(" UNION ALL "),
  );
  return rows.map(({ id }) => String(id));
}
