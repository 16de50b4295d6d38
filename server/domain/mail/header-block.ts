import { endsLinesInCr } from "./line-breaks.ts";

/** A field as it stands in the bytes: one character per byte, unfolded, trimmed. Decoding comes later, and only for what is shown. */
export type RawField = { readonly name: string; readonly value: string };

export type HeaderBlock = {
  readonly fields: readonly RawField[];
  /** Offset of the first byte behind the empty line; the length of the bytes when there is no body. */
  readonly bodyStart: number;
  readonly defects: readonly HeaderDefect[];
};

export type HeaderDefect = "junkLine" | "lineTooLong" | "tooManyLines" | "headersTooLarge";

/** mail.md 4.3 */
export type HeaderLimits = { readonly linesMax: number; readonly bytesMax: number; readonly fieldBytesMax: number };
const headerLimits: HeaderLimits = { linesMax: 1000, bytesMax: 262_144, fieldBytesMax: 65_536 };

/**
 * Reads the top header block from a message's bytes: lines, folding, name, value (RFC 5322 §2.2, §4.5). Tolerant, bounded, cannot fail:
 * a line that is no field is skipped, beyond a limit fields are cut or left out, and the defect says so. An mbox `From ` line is junk.
 */
export function readHeaderBlock(bytes: Uint8Array, limits: HeaderLimits = headerLimits): HeaderBlock {
  const lineEnd = endsLinesInCr(bytes) ? 0x0d : 0x0a;
  const fields: { name: string; value: string }[] = [];
  const defects = new Set<HeaderDefect>();
  let kept = 0;
  let lines = 0;
  let position = 0;
  while (position < bytes.length) {
    const found = bytes.indexOf(lineEnd, position);
    const next = found < 0 ? bytes.length : found + 1;
    const line = lineText(bytes, position, found < 0 ? bytes.length : found, limits.fieldBytesMax);
    if (line.length < next - position - 2) defects.add("lineTooLong");
    position = next;
    if (line === "") break;
    lines++;
    kept += line.length;
    if (lines > limits.linesMax) defects.add("tooManyLines");
    else if (kept > limits.bytesMax) defects.add("headersTooLarge");
    else addLine(fields, line, limits.fieldBytesMax, defects);
  }
  return {
    fields: fields.map(({ name, value }) => ({ name, value: withoutBlanks(value) })),
    bodyStart: position,
    defects: [...defects],
  };
}

/** Values of every field with that name, in order; names have no case. */
export function valuesOf(fields: readonly RawField[], name: string): readonly string[] {
  const wanted = name.toLowerCase();
  const values: string[] = [];
  for (const field of fields) {
    // Of most fields the length alone says that they are others.
    if (field.name.length === name.length && field.name.toLowerCase() === wanted) values.push(field.value);
  }
  return values;
}

/** RFC 5322 §2.2: printable ASCII without the colon; blanks before the colon are obsolete, and met. */
const fieldStart = /^([\x21-\x39\x3b-\x7e]+)[ \t]*:/;

const blanks = " \t\r\n";

function addLine(
  fields: { name: string; value: string }[],
  line: string,
  fieldBytesMax: number,
  defects: Set<HeaderDefect>,
): void {
  const last = fields.at(-1);
  const start = fieldStart.exec(line);
  if (/^[ \t]/.test(line) && last !== undefined) {
    if (last.value.length + line.length > fieldBytesMax) defects.add("lineTooLong");
    else last.value += line;
  } else if (start === null) {
    defects.add("junkLine");
  } else {
    fields.push({ name: start[1] ?? "", value: line.slice(start[0].length) });
  }
}

/** Not `trim`: the byte A0 is a blank to it, and the end of many a UTF-8 character. */
function withoutBlanks(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && blanks.includes(value.charAt(start))) start++;
  while (end > start && blanks.includes(value.charAt(end - 1))) end--;
  return value.slice(start, end);
}

/** Without trailing CRs, at most `max` characters. */
function lineText(bytes: Uint8Array, start: number, end: number, max: number): string {
  let stop = end;
  while (stop > start && bytes[stop - 1] === 0x0d) stop--;
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.min(stop - start, max)).toString("latin1");
}
