import { forwardMarks, type HeaderLabel, labelledLine, markWords } from "./header-labels.ts";
import { headerBlockEnd } from "./quotation-cuts.ts";
import { type Line, linesOf, nextWords } from "./text-lines.ts";

/** The mail inside a forward, as it was written there; empty where it is not told. Offered to the agent, never assumed (mail.md 10). */
export type OriginalMail = {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly date: string;
  readonly body: string;
  /** An attached message is certain, a text only looks like one. */
  readonly source: "attached" | "inline";
};

export type ForwardFacts = {
  readonly subject: string;
  readonly text: string;
  /** The one attached message, if the mail has one. */
  readonly attached: Omit<OriginalMail, "source"> | undefined;
};

/** The original of a forward; undefined for mail that is none. A quoted header alone is a reply's: then the subject has to say forward. */
export function originalOfForward({ subject, text, attached }: ForwardFacts): OriginalMail | undefined {
  if (attached !== undefined) return { ...attached, source: "attached" };
  const lines = linesOf(text);
  const mark = lines.findIndex(({ words }) => words !== "" && isForwardMark(words));
  if (mark >= 0) return originalBelow(text, lines, nextWords(lines, mark + 1));
  if (!forwardPrefix.test(subject)) return undefined;
  const header = lines.findIndex((_, index) => headerBlockEnd(lines, index) !== undefined);
  return header < 0 ? undefined : originalBelow(text, lines, header);
}

const forwardPrefix =
  /^\s*(?:fwd?|wg|tr|rv|enc|i|doorst|vb|vs|pd|fw|i|转发|轉寄|转寄|转发邮件|전달|転送|пересл|fwd|továbbítás|tovább|ilt|yönlendir|edelleen|vl|hl|przek|πρθ|מועבר|إعادة توجيه|diteruskan|chuyển tiếp|ส่งต่อ)\s?[:：]/iu;

function isForwardMark(words: string): boolean {
  const mark = markWords(words);
  return forwardMarks.has(mark) || (/^forwarded (?:by|message from) /.test(mark) && /^[\s-]{3}/.test(words));
}

function originalBelow(text: string, lines: readonly Line[], start: number): OriginalMail | undefined {
  const fields = new Map<HeaderLabel, string>();
  const end = readFields(lines, start, fields);
  if (!fields.has("from")) return undefined;
  const body = lines.slice(nextWords(lines, end)).map((line) => bodyLine(text, line, lines[start]?.depth ?? 0));
  const value = (label: HeaderLabel) => fields.get(label) ?? "";
  return {
    from: value("from"),
    to: value("to"),
    subject: value("subject"),
    date: value("date"),
    body: body.join("\n").trim(),
    source: "inline",
  };
}

/** Fields of a header block, which may be set apart by empty lines and wrap; the line behind it. */
function readFields(lines: readonly Line[], start: number, fields: Map<HeaderLabel, string>): number {
  let last: HeaderLabel | undefined;
  let end = start;
  for (const [offset, line] of lines.slice(start, start + fieldsMax).entries()) {
    if (line.isBlank) {
      if (isBlockOver(lines, start + offset, fields)) break;
      continue;
    }
    const field = labelledLine(line.words);
    if (field !== undefined && !fields.has(field.label)) {
      last = field.label;
      fields.set(last, field.value);
    } else if (last !== undefined) fields.set(last, `${fields.get(last) ?? ""} ${line.words}`.trim());
    end = start + offset + 1;
  }
  return end;
}

/** An empty line ends a block that is whole, and one whose next line has no label. */
function isBlockOver(lines: readonly Line[], index: number, fields: ReadonlyMap<HeaderLabel, string>): boolean {
  const next = labelledLine(lines[nextWords(lines, index)]?.words ?? "");
  return next === undefined || fields.has(next.label) || isWhole(fields);
}

const fieldsMax = 30;

function isWhole(fields: ReadonlyMap<HeaderLabel, string>): boolean {
  return fields.has("from") && fields.has("subject") && fields.has("date") && fields.has("to");
}

/** Without the `>` that the forward itself has in front. */
function bodyLine(text: string, { start, end }: Line, depth: number): string {
  let line = text.slice(start, end).replace(/\r?\n$/, "");
  for (let taken = 0; taken < depth && /^\s{0,4}>/.test(line); taken++) line = line.replace(/^\s{0,4}> ?/, "");
  return line.trimEnd();
}
