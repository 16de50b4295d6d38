/** A line of a message, or a piece of one that is longer than the limit. Offsets count from the message's first byte. */
export type Line = {
  /** With its line end. */
  readonly raw: Uint8Array;
  /** Length without its line end. */
  readonly length: number;
  readonly start: number;
  /** A later piece is no start: it can be no boundary and no header. */
  readonly isStart: boolean;
};

/** Cuts chunks into lines, whatever they were cut at before. `push` every chunk, then `end`. Keeps at most one line. */
export function lineSplitter(lineEnd: number, lineBytesMax: number) {
  let held: Uint8Array = new Uint8Array(0);
  let offset = 0;
  let isStart = true;
  const line = (raw: Uint8Array): Line => {
    const cut = { raw, length: lengthWithoutEnd(raw, lineEnd), start: offset, isStart };
    offset += raw.length;
    isStart = raw[raw.length - 1] === lineEnd;
    return cut;
  };
  return {
    *push(chunk: Uint8Array): Generator<Line> {
      const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      let position = 0;
      for (let found = bytes.indexOf(lineEnd); found >= 0; found = bytes.indexOf(lineEnd, position)) {
        yield line(bytes.subarray(position, found + 1));
        position = found + 1;
      }
      const rest = bytes.subarray(position);
      if (rest.length >= lineBytesMax) {
        yield line(rest);
        held = new Uint8Array(0);
      } else {
        held = new Uint8Array(rest);
      }
    },
    *end(): Generator<Line> {
      if (held.length > 0) yield line(held);
    },
  };
}

/** Every CR before the LF belongs to the line end: some relays double it. */
function lengthWithoutEnd(raw: Uint8Array, lineEnd: number): number {
  let length = raw.length;
  if (raw[length - 1] === lineEnd) length--;
  while (length > 0 && raw[length - 1] === 0x0d) length--;
  return length;
}
