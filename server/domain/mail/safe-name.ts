/**
 * A file name that is safe to list, compare and store (mail.md 12.3): NFC, the last segment of a path of either kind, without control and
 * bidi characters, trailing dots and blanks, and device names of Windows; at most `bytesMax` in UTF-8, the extension kept. "attachment"
 * when nothing is left.
 */
export function safeName(name: string, bytesMax = 200): string {
  const segment = name.toWellFormed().normalize("NFC").split(/[/\\]/).pop() ?? "";
  const printable = segment.replace(invisible, "").replace(forbidden, "_").trim();
  const shown = withoutTrailingDots(printable);
  const usable = reserved.test(shown) ? `_${shown}` : shown;
  return usable === "" ? "attachment" : withoutTrailingDots(shorten(usable, bytesMax));
}

/** The name of a file that somebody attaches: controls are seen as `_`, and it may be a little longer. wire.md 6.2 */
export const uploadName = (name: string): string => safeName(name.replace(/\p{Cc}/gu, "_"), uploadBytesMax);

const uploadBytesMax = 255;

/** Controls, format characters (bidi among them), halves of characters, line separators. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
const forbidden = /[:*?"<>|]/g;
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const extensionMax = 20;

function withoutTrailingDots(name: string): string {
  let end = name.length;
  while (end > 0 && (name[end - 1] === "." || name[end - 1] === " ")) end--;
  return name.slice(0, end);
}

function shorten(name: string, bytesMax: number): string {
  if (utf8Length(name) <= bytesMax) return name;
  const dot = name.lastIndexOf(".");
  const extension = dot > 0 && name.length - dot <= extensionMax ? name.slice(dot) : "";
  let kept = "";
  let bytes = utf8Length(extension);
  for (const character of name.slice(0, name.length - extension.length)) {
    bytes += utf8Length(character);
    if (bytes > bytesMax) break;
    kept += character;
  }
  return kept + extension;
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
