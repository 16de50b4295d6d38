import { createHash, type Hash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { type Files, FileTooLarge, NoRoom } from "../../ports/files.ts";
import { refused } from "../../wire/answers.ts";
import type { FileTaken, Uploaded, UploadFields, UploadRules } from "../../wire/entry.ts";
import { failures } from "../../wire/status.ts";
import { failure, HttpFailure } from "./failure.ts";
import { type FormPart, FormTooLarge, formParts } from "./form-parts.ts";
import { FormBroken } from "./form-scanner.ts";
import { storable } from "./tidy-url.ts";

/** A form that cannot be taken as it is (400), and what of it was seen until then, by which it is known again. wire.md 1.9 */
export class FormRefused extends HttpFailure {
  readonly seen: string;

  constructor({ answer, cause }: HttpFailure, seen: string) {
    super(answer, { cause });
    this.seen = seen;
  }
}

/** The boundary of a form that is sent as it is. Throws 415 for every other body. wire.md 6.4 */
export function boundaryOf({ headers }: IncomingMessage): string {
  const { "content-type": type = "", "content-encoding": encoding = "identity" } = headers;
  const [, quoted, bare] =
    /^\s*multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(type) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined || encoding.trim().toLowerCase() !== "identity") throw failure(failures.notMultipart);
  return boundary;
}

/** The length that a request announces; undefined when its body comes in chunks. */
export const announcedBytes = ({ headers }: IncomingMessage): number | undefined =>
  headers["content-length"] === undefined ? undefined : Number(headers["content-length"]);

/**
 * Streams the form's one file into the store, hashing and counting. It is stored only when the whole form has come and is right: a source
 * that throws leaves nothing behind (ports/files.ts). Throws 400 (`FormRefused`), 413, 503; the rest of a refused body is read away unseen
 * (rest-of-body.ts).
 */
export async function receiveUpload(
  request: IncomingMessage,
  { boundary, part, rules, files }: Receiving & { readonly files: Files },
): Promise<Uploaded> {
  if ((await files.free()) < rules.freeBytesMin) throw new NoRoom("below the floor of free space");
  const seen = request.headers["idempotency-key"] === undefined ? undefined : createHash("sha256");
  const form: Form = { fields: new Map(), fieldBytes: 0, files: 0, taken: undefined, read: undefined, seen };
  try {
    const body = request.iterator({ destroyOnReturn: false });
    const stored = await files.put(fileIn(body, { boundary, part, rules }, form));
    if (form.taken === undefined || form.read === undefined) throw new Error("a form was stored before it was read");
    const { name, mime } = form.taken;
    return { name, mime, ...stored, ...form.read };
  } catch (error) {
    const reason = reasonOf(error, request);
    const isWrong = reason instanceof HttpFailure && reason.answer.status === 400 && !isGone(request);
    throw isWrong ? new FormRefused(reason, seen?.digest("hex") ?? "") : reason;
  }
}

type Receiving = { readonly boundary: string; readonly part: string; readonly rules: UploadRules };

/** What was read of the form so far. */
type Form = {
  readonly fields: Map<string, string>;
  fieldBytes: number;
  files: number;
  taken: FileTaken | undefined;
  read: UploadFields | undefined;
  /** Heads of parts, and the bytes of those that have come to their end, where a key stands for them: how far a broken one is read depends on the network. */
  readonly seen: Hash | undefined;
};

/** The bytes of the file; ends when the form does, and only when the form is right. */
async function* fileIn(body: AsyncIterable<Uint8Array>, receiving: Receiving, form: Form): AsyncGenerator<Uint8Array> {
  const { boundary, part, rules } = receiving;
  for await (const one of formParts(body, boundary, rules.formBytesMax)) {
    form.seen?.update(JSON.stringify([one.name, one.fileName, one.contentType]));
    if (one.fileName === undefined) await readField(one, receiving, form);
    else yield* bytesOf({ ...one, fileName: one.fileName }, receiving, form);
  }
  if (form.taken === undefined) throw new HttpFailure(refused({ kind: "missing", path: part }));
  const read = rules.reads(form.fields);
  if (!read.ok) throw new HttpFailure(refused(read.refusal));
  form.read = read.value;
}

async function readField(one: FormPart, { part, rules }: Receiving, form: Form): Promise<void> {
  if (one.name === part) throw notOneFile(part);
  const text = await textOf(one, rules.formBytesMax - form.fieldBytes);
  form.seen?.update(JSON.stringify(text));
  form.fieldBytes += text.length;
  form.fields.set(one.name, text);
}

/** Of the only file. One under another name is passed over: the form may be told from what it lacks. */
async function* bytesOf(one: FormPart & { readonly fileName: string }, { part, rules }: Receiving, form: Form) {
  form.files += 1;
  const isIt = one.name === part;
  if (form.files > 1) throw notOneFile(part);
  const taken = rules.takes({ fileName: one.fileName.toWellFormed(), contentType: one.contentType });
  if (isIt) form.taken = taken;
  const bytes = form.seen && createHash("sha256");
  for await (const chunk of measured(one.bytes, taken)) {
    bytes?.update(chunk);
    if (isIt) yield chunk;
  }
  if (bytes !== undefined) form.seen?.update(bytes.digest());
}

const notOneFile = (part: string): HttpFailure =>
  new HttpFailure(refused({ kind: "badValue", path: part, because: "exactly one file expected" }));

async function* measured(bytes: AsyncIterable<Uint8Array>, { bytesMax, ifLarger }: FileTaken) {
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > bytesMax) throw new HttpFailure(refused(ifLarger));
    yield chunk;
  }
}

async function textOf({ bytes }: FormPart, bytesMax: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > bytesMax) throw new FormTooLarge();
    chunks.push(chunk);
  }
  return storable(Buffer.concat(chunks).toString());
}

/** What the client is told; our own troubles stay what they are. */
function reasonOf(cause: unknown, request: IncomingMessage): unknown {
  if (cause instanceof FormBroken) return failure(failures.brokenMultipart, {}, { cause });
  if (cause instanceof FormTooLarge || cause instanceof FileTooLarge)
    return failure(failures.bodyTooLarge, {}, { cause });
  // The client has gone: nobody hears the answer, and nothing is wrong with us.
  if (isGone(request)) return failure(failures.brokenMultipart, {}, { cause });
  return cause;
}

const isGone = ({ complete, destroyed }: IncomingMessage): boolean => destroyed && !complete;
