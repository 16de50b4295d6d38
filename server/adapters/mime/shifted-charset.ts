/**
 * Two charsets of 7-bit mail that no decoder at hand knows: pairs of bytes between marks, which with their high bit set are EUC. HZ: RFC 1843;
 * ISO-2022-KR: RFC 1557. Undefined for every other name. mail.md 4.2
 */
export function decodeShifted(bytes: Uint8Array, charset: string): string | undefined {
  const text = Buffer.from(bytes).toString("latin1");
  switch (charset.toLowerCase()) {
    case "hz-gb-2312":
    case "hz":
      return chineseOf(text);
    case "iso-2022-kr":
      return koreanOf(text);
    default:
      return undefined;
  }
}

/** `=?hz-gb-2312?B?…?=` and the like as words of UTF-8, which the library knows; all else stays. RFC 2047 */
export const knownWords = (text: string): string =>
  text.replace(shiftedWord, (word: string, charset: string, encoding: string, content: string) => {
    const decoded = decodeShifted(contentOf(encoding, content), charset);
    return decoded === undefined ? word : `=?utf-8?B?${Buffer.from(decoded).toString("base64")}?=`;
  });

const shiftedWord = /=\?(hz-gb-2312|hz|iso-2022-kr)(?:\*[^?\s]{0,40})?\?([bq])\?([^?]*)\?=/gi;

/** The first byte of a pair is no tilde. What lost its mark ends with the pairs, at the latest with the line. */
const chineseForms = /~\{((?:[!-}][!-~])*)(?:~\})?|~(~)|~\r?\n/g;

const chineseOf = (text: string): string =>
  text.replace(chineseForms, (_, pairs: string | undefined, tilde: string | undefined) =>
    pairs === undefined ? (tilde ?? "") : decodePairs(pairs, "gb18030"),
  );

const announcement = "\x1b$)C";
const [shiftOut, shiftIn] = ["\x0e", "\x0f"];

const koreanOf = (text: string): string =>
  text
    .replaceAll(announcement, "")
    .split(shiftOut)
    .map((piece, index) => (index === 0 ? piece : koreanPiece(piece)).replaceAll(shiftIn, ""))
    .join("");

function koreanPiece(piece: string): string {
  const ends = [piece.indexOf(shiftIn), piece.indexOf("\n"), piece.length].filter((end) => end >= 0);
  const end = Math.min(...ends);
  return decodePairs(piece.slice(0, end), "euc-kr") + piece.slice(end);
}

const decodePairs = (pairs: string, euc: string): string =>
  new TextDecoder(euc).decode(
    Buffer.from(pairs, "latin1").map((byte) => (byte > 0x20 && byte < 0x7f ? byte | 0x80 : byte)),
  );

function contentOf(encoding: string, content: string): Uint8Array {
  if (/b/i.test(encoding)) return Buffer.from(content, "base64");
  const byteOf = (_: string, hex: string) => String.fromCharCode(Number.parseInt(hex, 16));
  return Buffer.from(content.replaceAll("_", " ").replace(/=([0-9a-f]{2})/gi, byteOf), "latin1");
}
