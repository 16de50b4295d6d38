import { rasterHeadBytes } from "../domain/desktop/raster.ts";
import type { Performing } from "../operations/perform.ts";

/** As much of the beginning of a stored file as tells what it is. */
export async function headOf(
  { world }: Performing,
  { sha256, size }: { readonly sha256: string; readonly size: number },
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const range = { start: 0, end: Math.min(size, rasterHeadBytes) };
  for await (const chunk of world.files.open(sha256, range)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
