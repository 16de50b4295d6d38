import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Files } from "../../ports/files.ts";
import { atEnd, type Scope } from "../../testing/at-end.ts";
import { openDiskFiles } from "../files/disk.ts";
import { sanitise } from "../html/sanitise.ts";
import { htmlToText } from "../html/to-text.ts";
import { type ReadingLimits, readingLimits } from "./limits.ts";
import { parse } from "./parse.ts";
import type { FoundAttachment, Reading } from "./reading.ts";
import { decodeTransferBytes } from "./transfer-decoding.ts";

/** One character per byte. */
export const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "latin1"));
export const lines = (...parts: readonly string[]): string => parts.map((part) => `${part}\r\n`).join("");
export const sha256Of = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Reads without a thread, in chunks of `chunkBytes`. */
export function readHere(
  raw: Uint8Array,
  options: { readonly chunkBytes?: number; readonly limits?: Partial<ReadingLimits> } = {},
): Promise<Reading> {
  const size = options.chunkBytes ?? 65_536;
  async function* chunks() {
    for (let start = 0; start < raw.length; start += size) yield raw.subarray(start, start + size);
  }
  return parse(chunks(), {
    rawOnly: false,
    limits: { ...readingLimits, ...options.limits },
    html: { sanitise: (html) => sanitise(html, "aside"), toText: htmlToText },
  });
}

export function bytesOfAttachment({ source }: FoundAttachment, raw: Uint8Array): Uint8Array {
  if (source.kind === "bytes") return source.bytes;
  return decodeTransferBytes(raw.subarray(source.start, source.end), source.encoding);
}

export async function filesFor(scope: Scope): Promise<Files> {
  const folder = await mkdtemp(join(tmpdir(), "postroom-mime-"));
  atEnd(scope, () => rm(folder, { recursive: true, force: true }));
  return openDiskFiles({ folder, clock: { steady: () => performance.now(), wall: () => Date.now() } });
}
