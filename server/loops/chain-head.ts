import type { Performing } from "../operations/perform.ts";

const dayMs = 86_400_000;

/** When this process last told where the audit chain ends, on steady time. */
export type ChainTold = { at: number | undefined };

/**
 * Tells the log where the audit chain ends, at the start and every day: the log is kept elsewhere, so that a chain whose end was cut off
 * shows. reliability.md 7.6
 */
export async function tellChainHead({ store, log }: Performing, told: ChainTold): Promise<void> {
  const { steady, head } = await store.read(async (reading) => ({
    steady: reading.now.steady,
    head: await reading.consistency.chainHead(),
  }));
  if (told.at !== undefined && steady - told.at < dayMs) return;
  told.at = steady;
  log.info(head, "the audit chain ends here");
}
