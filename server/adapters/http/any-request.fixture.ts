import fc from "fast-check";
import { z } from "zod";
import { resources } from "../../wire/api.ts";
import type { Description, Resource } from "../../wire/entry.ts";
import { type AnyBody, anyForm, anyJson, notJson } from "./any-body.fixture.ts";

/** A request of somebody who is known, whatever else it is. */
export type AnyRequest = {
  readonly method: string;
  readonly path: string;
  readonly as: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** It is sent to where files are uploaded. */
  readonly isUpload: boolean;
};

type Row = { readonly resource: Resource; readonly method: string; readonly describes: Description };

const rows: readonly Row[] = resources.flatMap((resource) =>
  (["get", "post", "put", "delete"] as const).flatMap((method) => {
    const entry = resource[method];
    return entry === undefined ? [] : [{ resource, method, describes: entry.describes }];
  }),
);
const uploads: readonly Row[] = resources.flatMap((resource) =>
  resource.upload === undefined ? [] : [{ resource, method: "post", describes: resource.upload.describes }],
);

/** Names of keys that a body or a query of this row may have. */
function keysOf({ bodies, query }: Description): readonly string[] {
  const schemas = [...Object.values(bodies ?? {}), ...(query === undefined ? [] : [query])];
  return [...new Set(schemas.flatMap(keysIn))];
}

function keysIn(schema: z.ZodType): readonly string[] {
  const { properties, anyOf, allOf } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  const parts = [...(anyOf ?? []), ...(allOf ?? [])].map((part) => Object.keys(Object(part).properties ?? {}));
  return [...Object.keys(properties ?? {}), ...parts.flat()];
}

const visible = fc.stringMatching(/^[!-~][ -~]{0,40}$/);
const hostile = fc.oneof(
  fc.constantFrom("..", "__proto__", "constructor", "'", "%00", "*", "-1", "9".repeat(30)),
  fc.string({ unit: "binary", maxLength: 40 }),
);

/** header → what clients, and those who mean harm, write there. */
const said: Readonly<Record<string, fc.Arbitrary<string>>> = {
  "if-match": fc.constantFrom('"1"', '"3"', 'W/"3"', "*", '"', "", '"-1"', '"1", "2"', `"${"9".repeat(30)}"`, "3"),
  "if-none-match": fc.constantFrom('"1"', 'W/"3"', "*", '"', ""),
  "idempotency-key": fc.oneof(fc.constantFrom("again", "", "k".repeat(255), "k".repeat(256)), visible),
  range: fc.constantFrom(
    ...["bytes=0-", "bytes=-0", "bytes=-1", "bytes=5-1", "bytes=0-0,2-3", "bytes=", "bytes=a-b", "items=0-1", ""],
    `bytes=${"9".repeat(30)}-`,
  ),
  cookie: fc.constantFrom(
    ...["JSESSIONID=", "JSESSIONID=x", "JSESSIONID=x; JSESSIONID=y", "=;;=,", "__proto__=1; constructor=2", "%00=%ff"],
    `JSESSIONID=${"a".repeat(4_000)}`,
  ),
  "content-type": fc.constantFrom(
    ...["text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16", "application/jsonp"],
    ...["multipart/form-data", 'multipart/form-data; boundary=""', "multipart/mixed; boundary=b", ";;;", "", "*/*"],
    `multipart/form-data; boundary=${"b".repeat(300)}`,
  ),
  "content-encoding": fc.constantFrom("gzip", "br", "identity", "deflate, gzip", ""),
  "x-csrf-token": fc.constantFrom("", "x", "0".repeat(64)),
};
const anyValue = Object.entries(said).map(([name, usual]) =>
  fc.tuple(fc.constant(name), fc.oneof({ weight: 4, arbitrary: usual }, { weight: 1, arbitrary: visible })),
);
const anybody = fc.constantFrom("alice", "bob", "sam", "root");
/** The drafts are hers. */
const mostlyAlice = fc.oneof({ weight: 3, arbitrary: fc.constant("alice") }, { weight: 1, arbitrary: anybody });
const anyHeaders = fc.oneof(
  fc.constant({}),
  fc.array(fc.oneof(...anyValue), { minLength: 1, maxLength: 2 }).map((pairs) => Object.fromEntries(pairs)),
);

/**
 * A request to any row of the tables: its ids are sometimes real, its keys are mostly those that the row knows, its body is mostly what the
 * row takes, JSON or a form, and its headers are sometimes meant to do harm.
 */
export function anyRequest(ids: readonly string[], drafts: readonly string[]): fc.Arbitrary<AnyRequest> {
  const real = { weight: 3, arbitrary: fc.constantFrom(...ids) };
  const id = fc.oneof(real, { weight: 1, arbitrary: hostile });
  const mostlyDrafts = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...drafts) }, { weight: 1, arbitrary: id });
  const toRows = fc.constantFrom(...rows).chain((row) => requestTo(row, id, bodyOf(row, id), anybody));
  const toUploads = fc
    .constantFrom(...uploads)
    .chain((row) => requestTo(row, mostlyDrafts, fc.oneof({ weight: 6, arbitrary: anyForm }, notJson), mostlyAlice));
  return fc.oneof({ weight: 6, arbitrary: toRows }, { weight: 1, arbitrary: toUploads });
}

function requestTo(
  row: Row,
  id: fc.Arbitrary<string>,
  anyBody: fc.Arbitrary<AnyBody>,
  as: fc.Arbitrary<string>,
): fc.Arbitrary<AnyRequest> {
  const { resource, method, describes } = row;
  const keys = keysOf(describes);
  const known = keys.length === 0 ? hostile : fc.constantFrom(...keys);
  const query = fc.dictionary(known, fc.oneof(id, hostile), { maxKeys: 2 });
  return fc
    .record({
      method: fc.constant(method.toUpperCase()),
      path: fc.tuple(pathOf(resource, id), query).map(([path, pairs]) => `${path}?${new URLSearchParams(pairs)}`),
      as,
      given: anyHeaders,
      sent: method === "get" ? fc.constant(undefined) : anyBody,
      isUpload: fc.constant(uploads.includes(row)),
    })
    .map(({ given, sent, ...request }) =>
      sent === undefined
        ? { ...request, headers: given }
        : { ...request, headers: { "content-type": sent.type, ...given }, body: sent.bytes },
    );
}

function bodyOf({ describes }: Row, id: fc.Arbitrary<string>): fc.Arbitrary<AnyBody> {
  const keys = keysOf(describes);
  const known = keys.length === 0 ? hostile : fc.constantFrom(...keys);
  const json = anyJson(known, id, Object.keys(describes.bodies ?? {}));
  return fc.oneof(
    { weight: 12, arbitrary: json },
    { weight: 1, arbitrary: notJson },
    { weight: 1, arbitrary: anyForm },
  );
}

const pathOf = ({ paths }: Resource, id: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom(...paths), id, id).map(([path, first, second]) => {
    const ids = [first, second].map((text) => encodeURIComponent(text.toWellFormed()));
    return `/api/v2${path.replaceAll(/\{\w+\}/g, () => ids.shift() ?? "x")}`;
  });
