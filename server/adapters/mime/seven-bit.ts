/** Looks at bytes as they pass by. */
export type SevenBitCheck = {
  add(bytes: Uint8Array): void;
  /** ASCII without NUL, every line of at most 998 bytes and ended by CR LF (RFC 5322 §2.1.1, RFC 2045 §2.7). */
  isFit(): boolean;
};

const lineBytesMax = 998;
const [cr, lf] = [0x0d, 0x0a];
const isAscii = (byte: number): boolean => byte > 0 && byte < 0x7f;

export function sevenBitCheck(): SevenBitCheck {
  let isFit = true;
  let length = 0;
  let isAfterCr = false;
  return {
    add(bytes) {
      for (const byte of bytes) {
        // A CR stands before an LF, and an LF behind a CR.
        if (!isAscii(byte) || (byte === lf) !== isAfterCr) isFit = false;
        if (byte === lf) length = 0;
        else if (byte !== cr) length += 1;
        if (length > lineBytesMax) isFit = false;
        isAfterCr = byte === cr;
      }
    },
    isFit: () => isFit && !isAfterCr,
  };
}
