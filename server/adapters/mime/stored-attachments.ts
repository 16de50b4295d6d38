import { FileDamaged, FileMissing, type Files } from "../../ports/files.ts";
import type { RawMessage, ReadAttachment } from "../../ports/mail.ts";
import type { AttachmentSource, FoundAttachment } from "./reading.ts";
import { decodeTransfer } from "./transfer-decoding.ts";

/** Decodes attachments from the raw message by stream and stores them, in order, a few at a time. Throws what `files` throws. */
export async function storeAttachments(
  found: readonly FoundAttachment[],
  raw: RawMessage,
  files: Files,
): Promise<readonly ReadAttachment[]> {
  const stored: ReadAttachment[] = [];
  for (let from = 0; from < found.length; from += atOnce) {
    stored.push(...(await Promise.all(found.slice(from, from + atOnce).map((each) => store(each, raw, files)))));
  }
  return stored;
}

/** The raw message as the one attachment of a message that could not be parsed (mail.md 4.1). */
export async function storeRaw(raw: RawMessage, files: Files): Promise<ReadAttachment> {
  const { sha256, size } = "bytes" in raw ? await files.put(raw.bytes) : raw;
  return { name: "message.eml", mime: "message/rfc822", size, sha256, contentId: undefined, isEmbedded: false };
}

/** The message in chunks. */
export async function* chunksOf(raw: RawMessage, files: Files): AsyncGenerator<Uint8Array> {
  if ("bytes" in raw) yield* slices(raw.bytes);
  else yield* files.open(raw.sha256);
}

/** What the disk still gives of it: all, or nothing where its file is gone. */
export async function* leftOf(raw: RawMessage, files: Files): AsyncGenerator<Uint8Array> {
  try {
    yield* chunksOf(raw, files);
  } catch (error) {
    if (!(error instanceof FileMissing || error instanceof FileDamaged)) throw error;
  }
}

const atOnce = 4;
const sliceBytes = 262_144;

async function store({ source, ...named }: FoundAttachment, raw: RawMessage, files: Files): Promise<ReadAttachment> {
  const { sha256, size } = await files.put(bytesOf(source, raw, files));
  return { ...named, sha256, size };
}

function bytesOf(source: AttachmentSource, raw: RawMessage, files: Files): AsyncIterable<Uint8Array> | Uint8Array {
  if (source.kind === "bytes") return source.bytes;
  const { start, end, encoding } = source;
  if (start >= end) return new Uint8Array(0);
  const range = "bytes" in raw ? slices(raw.bytes.subarray(start, end)) : files.open(raw.sha256, { start, end });
  return decodeTransfer(range, encoding);
}

async function* slices(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += sliceBytes) yield bytes.subarray(start, start + sliceBytes);
}
