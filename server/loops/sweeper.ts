import { system } from "../domain/agent/actor.ts";
import { type Performing, performAsSystem } from "../operations/perform.ts";
import { eraseOld } from "../operations/system/erase-old.ts";
import { sweep } from "../operations/system/sweep.ts";
import type { ThreadPlace } from "../ports/erasures.ts";
import { sweepFiles } from "./sweep-files.ts";

const rowsMax = 1_000;
/** Listing all files is work for a quiet minute. */
const filesEveryMs = 3_600_000;

/** When this process last looked through the files, on steady time; and where it is in the mail that may be old. */
export type Sweeping = { filesSweptAt: number | undefined; oldAfter: ThreadPlace | undefined };

export const sweeping = (): Sweeping => ({ filesSweptAt: undefined, oldAfter: undefined });

/**
 * Housekeeping: rows that are needed no more, a bounded number of each; when none are left, and at most once an hour, mail that its queue
 * keeps no longer, and files that no row names. True when there may be more rows or mail. architecture.md 8, reliability.md 7.6
 */
export async function sweepOnce(performing: Performing, state: Sweeping): Promise<boolean> {
  const swept = await performAsSystem(performing, { operation: sweep, actor: system, input: { limit: rowsMax } });
  if (swept.ok && swept.value) return true;
  const steady = await performing.store.read(async (reading) => reading.now.steady);
  if (state.filesSweptAt !== undefined && steady - state.filesSweptAt < filesEveryMs) return false;
  const looked = await performAsSystem(performing, {
    ...{ operation: eraseOld, actor: system, input: { after: state.oldAfter } },
  });
  state.oldAfter = looked.ok ? looked.value.next : undefined;
  if (state.oldAfter !== undefined) return true;
  state.filesSweptAt = steady;
  await sweepFiles(performing.store, performing.world.files);
  return false;
}
