import { withPlainLineBreaks } from "../../domain/mail/line-breaks.ts";

/**
 * Text as `format=flowed` (RFC 3676 §4): every line is a paragraph of its own, so a blank at its end goes, but the signature mark keeps its
 * own; a line that begins with a blank or `From ` is stuffed. Lines that begin with `>` are quotations and stay.
 */
export function flowedText(text: string): string {
  return withPlainLineBreaks(text)
    .split("\n")
    .map((line) => (line === "-- " ? line : withoutTrailingBlanks(line)))
    .map((line) => (/^(?: |From )/.test(line) ? ` ${line}` : line))
    .join("\r\n");
}

function withoutTrailingBlanks(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === " ") end--;
  return line.slice(0, end);
}
