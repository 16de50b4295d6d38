import type { Event, RecordedEvent } from "../../domain/interaction/events.ts";
import { optional } from "./values.ts";

/** A numbered event as the journal keeps it. */
export type JournalRow = {
  position: number;
  seq: number | null;
  at: number;
  actor: string;
  reference_id: number | null;
  event: Event;
};

export const recordedOf = (row: JournalRow): RecordedEvent => ({
  position: row.position,
  seq: optional(row.seq),
  at: row.at,
  actor: row.actor,
  referenceId: optional(row.reference_id),
  event: row.event,
});
