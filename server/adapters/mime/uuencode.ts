/** A file written into text in the manner of `uuencode` (POSIX.1-2017, uuencode). */
export type EncodedFile = { readonly name: string; readonly bytes: Uint8Array };

/** Files between `begin 644 name` and `end` in text. What is not closed is no file. */
export function uuencodedFiles(text: string): readonly EncodedFile[] {
  if (!/^begin [0-7]{3,4} \S/m.test(text)) return [];
  const files: EncodedFile[] = [];
  let open: { name: string; lines: Uint8Array[] } | undefined;
  for (const line of text.split("\n")) {
    const begin = /^begin [0-7]{3,4} (\S.*)$/.exec(line);
    if (begin !== null) open = { name: begin[1] ?? "", lines: [] };
    else if (open !== undefined && line.trim() === "end") {
      files.push({ name: open.name, bytes: Buffer.concat(open.lines) });
      open = undefined;
    } else open?.lines.push(decodeUuLine(line));
  }
  return files;
}

/** One line: its length, then groups of four characters for three bytes; a blank counts as a backtick. */
export function decodeUuLine(line: string): Uint8Array {
  const length = six(line, 0);
  const bytes = new Uint8Array(length);
  for (let group = 0; group * 3 < length; group++) {
    const at = 1 + group * 4;
    const bits = (six(line, at) << 18) | (six(line, at + 1) << 12) | (six(line, at + 2) << 6) | six(line, at + 3);
    // Bytes behind the length fall off the end of the array.
    bytes[group * 3] = bits >> 16;
    bytes[group * 3 + 1] = bits >> 8;
    bytes[group * 3 + 2] = bits;
  }
  return bytes;
}

function six(line: string, index: number): number {
  return index < line.length ? (line.charCodeAt(index) - 32) & 63 : 0;
}
