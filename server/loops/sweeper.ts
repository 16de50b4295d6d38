import { system } from "../domain/agent/actor.ts";
import { type Performing, performAsSystem } from "../operations/perform.ts";
import { sweep } from "../operations/system/sweep.ts";
import { sweepFiles } from "./sweep-files.ts";

const rowsMax = 1_000;
/** Listing all files is work for a quiet minute. */
const filesEveryMs = 3_600_000;

/** When this process last looked through the files, on steady time. */
export type Sweeping = { filesSweptAt: number | undefined };

export const sweeping = (): Sweeping => ({ filesSweptAt: undefined });

/**
 * Housekeeping: rows that are needed no more, a bounded number of each; when none are left, and at most once an hour, files that no row
 * names. True when there may be more rows. architecture.md 8
 */
export async function sweepOnce(performing: Performing, state: Sweeping): Promise<boolean> {
  const swept = await performAsSystem(performing, { operation: sweep, actor: system, input: { limit: rowsMax } });
  if (swept.ok && swept.value) return true;
  const steady = await performing.store.read(async (reading) => reading.now.steady);
  if (state.filesSweptAt !== undefined && steady - state.filesSweptAt < filesEveryMs) return false;
  state.filesSweptAt = steady;
  await sweepFiles(performing.store, performing.world.files);
  return false;
}
