import fc from "fast-check";

/** Bytes, and what the client says they are. */
export type AnyBody = { readonly type: string; readonly bytes: string | Uint8Array };

/** An object with keys that are mostly known, and one of these operations. */
export function anyJson(
  known: fc.Arbitrary<string>,
  id: fc.Arbitrary<string>,
  names: readonly string[],
): fc.Arbitrary<AnyBody> {
  const word = fc.constantFrom("English", "support", "email", "alice");
  const value = fc.oneof(id, fc.boolean(), fc.integer(), word, fc.anything());
  const operation = names.length === 0 ? fc.constant({}) : fc.constantFrom(...names).map(named);
  return fc
    .tuple(fc.dictionary(known, value, { maxKeys: 4 }), operation)
    .map(([given, one]) => ({ type: "application/json", bytes: jsonOf({ ...given, ...one }) }));
}

const named = (operationName: string) => ({ operationName });

/** A body that no JSON text can say is none. */
function jsonOf(body: unknown): string {
  try {
    return JSON.stringify(body, (_, value) => (typeof value === "bigint" ? String(value) : value)) ?? "{}";
  } catch {
    return "{}";
  }
}

/** What is no JSON object, whatever the client calls it. */
export const notJson: fc.Arbitrary<AnyBody> = fc.record({
  type: fc.constantFrom("application/json", "application/json; charset=utf-8", "text/plain", "application/xml", ""),
  bytes: fc.oneof(
    fc.constantFrom("", "null", "[]", "1", '"Accept"', "{", '{"operationName":', '{"a":1}{"a":2}', "NaN", "a=b&c=d"),
    fc.constantFrom('{"__proto__":{"operationName":"Accept"}}', '{"a":"\\ud800"}', '\ufeff{"a":1}', "<a/>"),
    fc.integer({ min: 1, max: 3_000 }).map((depth) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`),
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.uint8Array({ maxLength: 60 }),
  ),
});

const fileName = fc.oneof(
  fc.constantFrom("label.pdf", "", "..", "../../etc/passwd", "a\\b", "CON", "ü.txt", "%22", "a".repeat(400)),
  fc.string({ unit: "grapheme", maxLength: 30 }).map((name) => name.replaceAll(/[\r\n"]/g, "_")),
);
const fileType = fc.constantFrom(
  "application/pdf",
  "",
  "text/html",
  "multipart/mixed; boundary=x",
  "a",
  "message/rfc822",
);
const field = fc.tuple(
  fc.constantFrom("inline", "contentId", "name", "__proto__", ""),
  fc.constantFrom("true", "false", "", "<x@y>", "a b", "1"),
);
const boundary = "any-boundary";
const head = (name: string) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`;

/** A form that a browser may send: one file, perhaps fields. */
const rightForm: fc.Arbitrary<Buffer> = fc
  .record({
    name: fileName,
    type: fileType,
    bytes: fc.uint8Array({ maxLength: 100 }),
    fields: fc.array(field, { maxLength: 2 }),
  })
  .map(({ name, type, bytes, fields }) =>
    Buffer.concat(
      [
        ...fields.map(([key, value]) => `${head(key)}\r\n\r\n${value}\r\n`),
        `${head("attachment")}; filename="${name}"${type === "" ? "" : `\r\nContent-Type: ${type}`}\r\n\r\n`,
        bytes,
        `\r\n--${boundary}--\r\n`,
      ].map((part) => Buffer.from(part)),
    ),
  );

/** What goes wrong on the way, or is made to: at a place of the form, by a number. */
const mangles: readonly ((form: Buffer, at: number) => Buffer)[] = [
  (form, at) => form.subarray(0, at),
  (form, at) => form.subarray(at),
  (form, at) => Buffer.concat([form.subarray(0, at), form.subarray(Math.floor(at / 2))]),
  (form, at) => Buffer.concat([form.subarray(0, at), Buffer.from([0, 0xff, 13]), form.subarray(at + 1)]),
  (form) => Buffer.concat([form.subarray(0, -2 - boundary.length - 4), form]),
  (form) => Buffer.from(form.toString("latin1").replaceAll("\r\n", "\n"), "latin1"),
  (form) => replaced(form, 'name="attachment"', 'name="other"'),
  (form) => replaced(form, "form-data", "attachment"),
  (form) => replaced(form, "filename=", "filename*=utf-8''"),
  (form) => replaced(form, "\r\n\r\n", `\r\nX-More: ${"x".repeat(20_000)}\r\n\r\n`),
  (form) => replaced(form, "Content-Disposition", "Content-Disposed"),
  (form) => replaced(form, `--${boundary}--`, `--${boundary}`),
  (form) => replaced(form, boundary, `${boundary}-not`),
];
const replaced = (form: Buffer, what: string, by: string) =>
  Buffer.from(
    form.toString("latin1").replace(what, () => by),
    "latin1",
  );

const mangledForm = fc
  .tuple(rightForm, fc.constantFrom(...mangles), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([form, mangle, where]) => mangle(form, Math.floor(form.length * where)));

/** A form, every second one mangled, under its own boundary. */
export const anyForm: fc.Arbitrary<AnyBody> = fc
  .oneof(rightForm, mangledForm)
  .map((bytes) => ({ type: `multipart/form-data; boundary=${boundary}`, bytes }));
