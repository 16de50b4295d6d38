import { type PartHead, partHead } from "./form-head.ts";
import { createScanner, FormBroken, type Scanner } from "./form-scanner.ts";

/** One part of a form. Whoever gets it reads its bytes before asking for the next; what is left of them is passed over. */
export type FormPart = PartHead & { readonly bytes: AsyncIterable<Uint8Array> };

/** More than a form may have beside its files. */
export class FormTooLarge extends Error {}

const lineEnd = Buffer.from("\r\n");
const headBytesMax = 16_384;

/**
 * The parts of a `multipart/form-data` body as they come (RFC 7578, RFC 2046 §5.1.1). Our own reader because the usual ones tell neither a
 * missing Content-Type from `text/plain` nor `filename*` from `filename`. Everything outside of the parts may have `outsideBytesMax`.
 * Throws `FormBroken` and `FormTooLarge`.
 */
export async function* formParts(
  body: AsyncIterable<Uint8Array>,
  boundary: string,
  outsideBytesMax: number,
): AsyncGenerator<FormPart> {
  const scanner = createScanner(body);
  const collect = collector(outsideBytesMax);
  const delimiter = Buffer.from(`\r\n--${boundary}`, "latin1");
  try {
    // So that the first delimiter is like the others.
    scanner.giveBack(lineEnd);
    await collect(scanner.until(delimiter));
    while (await isAnotherPart(scanner, collect)) {
      const head = await headLines(scanner, collect);
      const bytes = scanner.until(delimiter);
      yield { ...partHead(head), bytes };
      for await (const _ of bytes);
    }
    await collect(scanner.rest());
  } finally {
    await scanner.close();
  }
}

type Collect = (bytes: AsyncIterable<Uint8Array>, bytesMax?: number) => Promise<Buffer>;

/** Reads small things into memory, with one limit for all of them together. */
function collector(bytesMax: number): Collect {
  let left = bytesMax;
  return async (bytes, ownMax = bytesMax) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    left -= lineEnd.length;
    for await (const chunk of bytes) {
      size += chunk.length;
      left -= chunk.length;
      if (size > ownMax || left < 0) throw new FormTooLarge();
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  };
}

/** Behind a delimiter stands `--` at the end of the form, else nothing but blanks. */
async function isAnotherPart(scanner: Scanner, collect: Collect): Promise<boolean> {
  const next = await scanner.take(2);
  if (next.equals(Buffer.from("--"))) return false;
  scanner.giveBack(next);
  const padding = await collect(scanner.until(lineEnd), headBytesMax);
  if (padding.toString("latin1").trim() !== "") throw new FormBroken("a boundary goes on");
  return true;
}

/** Header lines up to the empty one. */
async function headLines(scanner: Scanner, collect: Collect): Promise<readonly Buffer[]> {
  const lines: Buffer[] = [];
  for (;;) {
    const line = await collect(scanner.until(lineEnd), headBytesMax);
    if (line.length === 0) return lines;
    lines.push(line);
  }
}
