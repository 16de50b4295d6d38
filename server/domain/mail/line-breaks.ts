/** Line breaks of every kind as `\n`. */
export function withPlainLineBreaks(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

/** Trailing `\n` cut off. By index: `/\n+$/` is quadratic on long runs inside the text. */
export function withoutTrailingLineBreaks(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === "\n") end--;
  return text.slice(0, end);
}

/**
 * Whether lines end in CR alone, as some devices write (mail.md 4.2): no LF but the one of a final CR LF that the transport added, and a
 * CR elsewhere. `start` is the message, or as much of its beginning as is at hand.
 */
export function endsLinesInCr(start: Uint8Array): boolean {
  const lf = start.indexOf(0x0a);
  const cr = start.indexOf(0x0d);
  return cr >= 0 && (lf < 0 || lf === start.length - 1) && cr < start.length - 2;
}
