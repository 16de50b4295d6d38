import { defineOperation, done } from "../operation.ts";

/** The sequencer's turn: committed events, oldest first, get their numbers and hashes. Value: how many. architecture.md 7 */
export const numberJournal = defineOperation<{ readonly limit: number }, number>(
  "NumberJournal",
  "System",
  async ({ tx, input }) => done(await tx.journal.number(input.limit)),
);
