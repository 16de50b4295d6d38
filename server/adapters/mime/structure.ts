import { isUtf8 } from "node:buffer";
import { contentTypeOf } from "./content-type.ts";
import { type DrivenPostalMime, drivenPostalMime, type MimeNode } from "./driven-postal-mime.ts";
import type { ReadingLimits } from "./limits.ts";
import { type Line, lineSplitter } from "./lines.ts";
import { createPartNotes, type PartNotes } from "./part-notes.ts";
import { decodeUnlabelled, decodeWords } from "./words.ts";

/** A part of a message. Its body, still encoded, is the range of the raw bytes from `start` to `end` (excluded). */
export type Part = {
  readonly type: string;
  /** Subtype of a multipart, else empty. */
  readonly multipart: string;
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly disposition: string;
  /** As the sender wrote it, decoded; empty for none. */
  readonly name: string;
  readonly contentId: string | undefined;
  readonly encoding: string;
  readonly children: readonly Part[];
  readonly start: number;
  readonly end: number;
  /** The range's bytes, for what may be shown; fewer where there are too many. */
  readonly body: Uint8Array | undefined;
};

export type Structure = { readonly root: Part; readonly isTruncated: boolean };

/**
 * Finds the parts of a message, fed in chunks of any size. Bodies are only noted as ranges; those of texts are kept as well, within limits.
 * Stops at too many parts (`isTruncated`). Throws when depth or header size go beyond the limits.
 */
export async function readStructure(
  chunks: AsyncIterable<Uint8Array>,
  lineEnd: number,
  limits: ReadingLimits,
): Promise<Structure> {
  const parser = drivenPostalMime(limits);
  const notes = createPartNotes(limits.keptBytesMax);
  const splitter = lineSplitter(lineEnd, limits.lineBytesMax);
  const readLines = async (lines: Iterable<Line>) => {
    for (const line of lines) {
      // Most lines need no waiting, and a promise for each of millions would cost more than the reading.
      if (mayChangeNode(parser, line)) await readSpecialLine(parser, notes, line, limits);
      else notes.keep(parser.currentNode, line);
      notes.pass(line);
      if (notes.parts() > limits.partsMax) return false;
    }
    return true;
  };
  let isWhole = true;
  for await (const chunk of chunks) {
    isWhole = await readLines(splitter.push(chunk));
    if (!isWhole) break;
  }
  isWhole = isWhole && (await readLines(splitter.end()));
  const last = parser.currentNode;
  await parser.processLine(new Uint8Array(0), true);
  notes.finish(last);
  return { root: toPart(parser.root, notes, isWhole ? undefined : last), isTruncated: !isWhole };
}

function mayChangeNode(parser: DrivenPostalMime, line: Line): boolean {
  return isIn(parser.currentNode, "header") || (line.isStart && startsLikeBoundary(line));
}

/** A header line, or one that may be a boundary. A later piece of a long header line is left out. */
async function readSpecialLine(
  parser: DrivenPostalMime,
  notes: PartNotes,
  line: Line,
  limits: ReadingLimits,
): Promise<void> {
  const node = parser.currentNode;
  const isHeader = isIn(node, "header");
  if (isHeader && !line.isStart) return;
  const text = line.raw.subarray(0, isHeader ? Math.min(line.length, limits.headerLineBytesMax) : line.length);
  await parser.processLine(isHeader ? asUtf8(text) : text, false);
  notes.boundary(node, parser.currentNode, line);
  if (!isHeader) notes.keep(node, line);
  else if (isIn(node, "body")) notes.open(node, line);
}

function isIn(node: MimeNode, state: MimeNode["state"]): boolean {
  return node.state === state;
}

function startsLikeBoundary(line: Line): boolean {
  return line.length > 2 && line.raw[0] === 0x2d && line.raw[1] === 0x2d;
}

/** Header lines in an unnamed 8-bit charset would come out as replacement characters. */
function asUtf8(line: Uint8Array): Uint8Array {
  return isUtf8(line) ? new Uint8Array(line) : new TextEncoder().encode(decodeUnlabelled(line));
}

/** Without the part that was one too many. */
function toPart(node: MimeNode, notes: PartNotes, omitted: MimeNode | undefined): Part {
  const { start, end = start, kept } = notes.of(node);
  const { value, params } = contentTypeOf(node);
  const name = node.contentDisposition.parsed.params["filename"] ?? params["name"] ?? "";
  const contentId = node.contentId?.replace(/[<>\s\p{Cc}]/gu, "").toWellFormed();
  return {
    type: mediaType(value),
    multipart: node.contentType.multipart === false ? "" : multipartType(node.contentType.multipart),
    params,
    disposition: node.contentDisposition.parsed.value,
    name: decodeWords(name),
    contentId: contentId === "" ? undefined : contentId,
    encoding: node.contentTransferEncoding.encoding,
    children: node.childNodes.filter((child) => child !== omitted).map((child) => toPart(child, notes, omitted)),
    start,
    end,
    body: kept?.bytes().subarray(0, end - start),
  };
}

/** RFC 2046 §5.1.3: a subtype that nobody knows is mixed; nor does anybody know one that is no word. */
const multipartType = (subtype: string): string => (/^[\w.+-]{1,127}$/.test(subtype) ? subtype : "mixed");

/** RFC 2045 §5.2: no usable type means plain text; a subtype that nobody can read, bytes. */
function mediaType(value: string): string {
  if (!value.includes("/")) return "text/plain";
  return /^[\w.+-]{1,127}\/[\w.+-]{1,127}$/.test(value) ? value : "application/octet-stream";
}
