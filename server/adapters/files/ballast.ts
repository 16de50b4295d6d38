import { access, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { ballastBytes } from "../../domain/mail/free-space.ts";
import type { Ballast } from "../../ports/ballast.ts";

const CHUNK_BYTES = 1_048_576;

/** The file `<data>/ballast`. Its bytes are written, not only counted: a file with holes would give nothing back. */
export function diskBallast(data: string): Ballast {
  const path = join(data, "ballast");
  const draft = `${path}.new`;
  const exists = (): Promise<boolean> =>
    access(path).then(
      () => true,
      () => false,
    );
  return {
    exists,
    async make() {
      try {
        await write(draft);
        await rename(draft, path);
      } catch (error) {
        // Another process that shares the directory has put its own in place.
        if ((error as NodeJS.ErrnoException).code === "ENOENT" && (await exists())) return;
        await rm(draft, { force: true }).catch(() => undefined);
        throw error;
      }
    },
    drop: () => rm(path, { force: true }),
  };
}

async function write(path: string): Promise<void> {
  // No zeros: some file systems keep none of them.
  const chunk = Buffer.alloc(CHUNK_BYTES, "ballast");
  const handle = await open(path, "w", 0o600);
  try {
    for (let written = 0; written < ballastBytes; )
      written += (await handle.write(chunk, 0, chunk.length)).bytesWritten;
    await handle.sync();
  } finally {
    await handle.close();
  }
}
