import { access, constants, mkdir } from "node:fs/promises";
import { StartRefused } from "../start-refused.ts";

/** The data directory, private to us. Refuses one that cannot be made or written. */
export async function openDataDirectory(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unusable(error);
  }
}

function unusable(cause: unknown): StartRefused {
  const because = cause instanceof Error ? cause.message : String(cause);
  return new StartRefused([`--data: ${because}`], 3, { cause });
}
