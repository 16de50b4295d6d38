import { fstatSync, writeSync } from "node:fs";

/** Where lines go. */
export type Lines = { readonly write: (line: string) => void };

/** What of it this module needs: `process.stderr`, or any other stream. */
type Waiting = {
  readonly writableLength: number;
  write(text: string): boolean;
  on(event: "error", heard: () => void): unknown;
};

/** Bytes that may wait for whoever reads the log. */
const waitingBytesMax = 1_048_576;

/**
 * Lines on stderr. Whoever reads them slowly, no longer, or has no room for them costs lines of the log and nothing else (reliability.md P12,
 * P14): they are counted, and the number is told as soon as there is room again. What there is room for is written before the call returns.
 */
export const stderrLines = (): Lines => (fstatSync(2).isFile() ? fileLines(2) : streamLines(process.stderr));

/** A pipe, a socket or a terminal: its stream writes at once what fits, and keeps the rest. */
export function streamLines(stream: Waiting, bytesMax = waitingBytesMax): Lines {
  stream.on("error", () => undefined);
  return counted((text) => {
    if (stream.writableLength > bytesMax) return false;
    stream.write(text);
    return true;
  });
}

/** A file: a disk that is full now may have room for the next line. */
export const fileLines = (fd: number): Lines =>
  counted((text) => {
    try {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
      return true;
    } catch {
      return false;
    }
  });

function counted(write: (text: string) => boolean): Lines {
  let lost = 0;
  return {
    write(line) {
      if (lost > 0 && write(lossLine(lost))) lost = 0;
      if (lost > 0 || !write(line)) lost += 1;
    },
  };
}

const lossLine = (lines: number): string =>
  `${JSON.stringify({ level: "warn", time: new Date().toISOString(), lines, msg: "lines of the log were lost" })}\n`;
