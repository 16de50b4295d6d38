/** A picture as its own first bytes say: what it claims to be does not count. desktop.md 6.4 */
export type Raster = { readonly mime: string; readonly width: number; readonly height: number };

/** More would fill a reader's memory. */
const pixelsMax = 25_000_000;

/** How many bytes of the beginning are enough: JPEG keeps its size behind whatever cameras write. */
export const rasterHeadBytes = 262_144;

/** The kind and size of a PNG, GIF, JPEG, WebP or BMP that may be shown; undefined for all else, SVG too: it is no picture but a page. */
export function rasterOf(head: Uint8Array): Raster | undefined {
  const raster = kinds.map((read) => read(head)).find((one) => one !== undefined);
  if (raster === undefined || raster.width < 1 || raster.height < 1) return undefined;
  return raster.width * raster.height > pixelsMax ? undefined : raster;
}

type Read = (head: Uint8Array) => Raster | undefined;

const begins = (head: Uint8Array, bytes: readonly number[], at = 0): boolean =>
  bytes.every((byte, index) => head[at + index] === byte);
const text = (characters: string): readonly number[] => [...characters].map((one) => one.charCodeAt(0));

const big16 = (head: Uint8Array, at: number): number => (head[at] ?? 0) * 256 + (head[at + 1] ?? 0);
const big32 = (head: Uint8Array, at: number): number => big16(head, at) * 65_536 + big16(head, at + 2);
const little16 = (head: Uint8Array, at: number): number => (head[at] ?? 0) + (head[at + 1] ?? 0) * 256;
const little24 = (head: Uint8Array, at: number): number => little16(head, at) + (head[at + 2] ?? 0) * 65_536;
const little32 = (head: Uint8Array, at: number): number => little16(head, at) + little16(head, at + 2) * 65_536;

/** W3C PNG §11.2.1 */
const png: Read = (head) =>
  begins(head, [0x89, ...text("PNG\r\n\x1a\n")]) && begins(head, text("IHDR"), 12)
    ? { mime: "image/png", width: big32(head, 16), height: big32(head, 20) }
    : undefined;

/** GIF89a §18 */
const gif: Read = (head) =>
  begins(head, text("GIF87a")) || begins(head, text("GIF89a"))
    ? { mime: "image/gif", width: little16(head, 6), height: little16(head, 8) }
    : undefined;

/** ITU-T T.81 B.2.2: segments follow each other until the one that says the size. */
const jpeg: Read = (head) => {
  if (!begins(head, [0xff, 0xd8, 0xff])) return undefined;
  for (let at = 2; at + 9 < head.length && head[at] === 0xff; ) {
    const marker = head[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { mime: "image/jpeg", width: big16(head, at + 7), height: big16(head, at + 5) };
    at += marker === 0xff ? 1 : 2 + big16(head, at + 2);
  }
  return undefined;
};

/** RFC 9649 §2.5 to §2.7 */
const webp: Read = (head) => {
  if (!begins(head, text("RIFF")) || !begins(head, text("WEBP"), 8)) return undefined;
  const mime = "image/webp";
  if (begins(head, text("VP8X"), 12)) return { mime, width: little24(head, 24) + 1, height: little24(head, 27) + 1 };
  if (begins(head, text("VP8L"), 12)) {
    const bits = little32(head, 21);
    return { mime, width: (bits % 16_384) + 1, height: (Math.floor(bits / 16_384) % 16_384) + 1 };
  }
  const isLossy = begins(head, text("VP8 "), 12) && begins(head, [0x9d, 0x01, 0x2a], 23);
  return isLossy ? { mime, width: little16(head, 26) % 16_384, height: little16(head, 28) % 16_384 } : undefined;
};

/** Windows' BITMAPINFOHEADER; a height below nothing only turns it over. */
const bmp: Read = (head) => {
  if (!begins(head, text("BM")) || little32(head, 14) < 40) return undefined;
  const height = little32(head, 22);
  return { mime: "image/bmp", width: little32(head, 18), height: height > 0x7fffffff ? 0x100000000 - height : height };
};

const kinds: readonly Read[] = [png, gif, jpeg, webp, bmp];
