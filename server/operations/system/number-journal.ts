import type { RecordedEvent } from "../../domain/interaction/events.ts";
import { defineOperation, done } from "../operation.ts";

/** The sequencer's turn: committed events, oldest first, get their numbers and hashes. Value: these events. architecture.md 7 */
export const numberJournal = defineOperation<{ readonly limit: number }, readonly RecordedEvent[]>(
  "NumberJournal",
  "System",
  async ({ tx, input }) => done(await tx.journal.number(input.limit)),
);
