import { decode as decodeQuotedPrintable } from "libqp";
import { decodeUuLine } from "./uuencode.ts";

/** Undoes a Content-Transfer-Encoding chunk by chunk (RFC 2045 §6). 7bit, 8bit, binary and unknown ones are the bytes themselves. */
export async function* decodeTransfer(source: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<Uint8Array> {
  const decoder = decoderOf(encoding);
  for await (const chunk of source) yield decoder.push(chunk);
  yield decoder.end();
}

/** The same for bytes at hand. */
export function decodeTransferBytes(bytes: Uint8Array, encoding: string): Uint8Array {
  const decoder = decoderOf(encoding);
  return Buffer.concat([decoder.push(bytes), decoder.end()]);
}

type Decoder = { readonly push: (chunk: Uint8Array) => Uint8Array; readonly end: () => Uint8Array };

const nothing = new Uint8Array(0);

function decoderOf(encoding: string): Decoder {
  switch (encoding) {
    case "base64":
      return base64();
    case "quoted-printable":
      return byLines((lines) => decodeQuotedPrintable(Buffer.from(lines, "latin1")));
    case "x-uuencode":
    case "uuencode":
    case "x-uue":
      return byLines(uuDecoder());
    default:
      return { push: (chunk) => chunk, end: () => nothing };
  }
}

/** Tolerant as RFC 2045 §6.8 asks: characters outside the alphabet are skipped; padding ends a piece, and another may follow. */
function base64(): Decoder {
  let held = "";
  return {
    push: (chunk) => {
      const pieces = (held + latin1(chunk).replace(/[^A-Za-z0-9+/=]/g, "")).split(/=+/);
      const last = pieces.pop() ?? "";
      held = last.slice(last.length - (last.length % 4));
      return Buffer.concat(
        [...pieces, last.slice(0, last.length - held.length)].map((piece) => Buffer.from(piece, "base64")),
      );
    },
    end: () => Buffer.from(held, "base64"),
  };
}

/** A line so long that it is cut anywhere: no encoder writes more than 76 characters. */
const lineMax = 1_048_576;

/** Gives whole lines only, because escapes and blanks at the end of a line need their neighbours. */
function byLines(decode: (lines: string) => Uint8Array): Decoder {
  let held = "";
  return {
    push: (chunk) => {
      const text = held + latin1(chunk);
      const end = text.lastIndexOf("\n") + 1 || (text.length > lineMax ? text.length : 0);
      held = text.slice(end);
      return decode(text.slice(0, end));
    },
    end: () => decode(held),
  };
}

function uuDecoder(): (lines: string) => Uint8Array {
  let isOpen = false;
  return (lines) => {
    const decoded: Uint8Array[] = [];
    for (const line of lines.split(/\r?\n/)) {
      if (/^begin [0-7]{3,4} /.test(line)) isOpen = true;
      else if (line.trim() === "end") isOpen = false;
      else if (isOpen && line !== "") decoded.push(decodeUuLine(line));
    }
    return Buffer.concat(decoded);
  };
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
