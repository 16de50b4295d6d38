import { cr as CR, lf as LF, lineEndSearch } from "../../domain/mail/line-breaks.ts";

const DOT = 0x2e;

/** What the line ends of a message say; read while its bytes arrive. */
export type LineEnds = {
  /** Reads the next bytes. */
  read(chunk: Uint8Array): void;
  /** A CR without LF, or a LF without CR, was seen (mail.md 2.4: kept, and flagged). */
  bare(): boolean;
  /**
   * A lone dot stood between line ends of which at least one is not CR LF: some other server takes that for the end of
   * data (SMTP smuggling). A lone dot between two CR LF is content, because the library has already taken the
   * stuffing away (RFC 5321 §4.5.2).
   */
  wrongEnd(): boolean;
};

/** Starts reading line ends at the first byte of a message. */
export function createLineEnds(): LineEnds {
  let afterCr = false;
  let isBare = false;
  let isWrong = false;
  let startedByCrlf = true;
  let length = 0;
  let startsWithDot = false;

  const endLine = (byCrlf: boolean) => {
    if (!byCrlf) isBare = true;
    if (length === 1 && startsWithDot && !(startedByCrlf && byCrlf)) isWrong = true;
    startedByCrlf = byCrlf;
    length = 0;
    startsWithDot = false;
  };

  const readByte = (byte: number) => {
    if (afterCr) {
      afterCr = false;
      endLine(byte === LF);
      if (byte === LF) return;
    }
    if (byte === CR) afterCr = true;
    else if (byte === LF) endLine(false);
    else {
      if (length === 0) startsWithDot = byte === DOT;
      length += 1;
    }
  };

  return {
    read: (chunk) => {
      const nextLineEnd = lineEndSearch(chunk);
      for (let index = 0; index < chunk.length; index += 1) {
        // Inside a line that is more than a dot nothing matters but its end.
        if (length > 1 && !afterCr) index = nextLineEnd(index);
        const byte = chunk[index];
        if (byte !== undefined) readByte(byte);
      }
    },
    bare: () => isBare || afterCr,
    wrongEnd: () => isWrong,
  };
}
