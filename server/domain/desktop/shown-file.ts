import { rasterOf } from "./raster.ts";

const pdf = new TextEncoder().encode("%PDF-");

/** The type of a file that may be looked at without being saved: a raster picture or a PDF, as its first bytes say; else undefined. desktop.md 3.4 */
export function shownTypeOf(head: Uint8Array): string | undefined {
  return pdf.every((byte, at) => head[at] === byte) ? "application/pdf" : rasterOf(head)?.mime;
}
