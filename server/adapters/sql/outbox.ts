import { sql } from "kysely";
import type { Event } from "../../domain/interaction/events.ts";
import { wakesOf } from "../../domain/interaction/wakes.ts";
import type { LoopName } from "../../ports/wake.ts";
import type { Writing } from "./context.ts";
import { json, time } from "./values.ts";

type Origin = { readonly actor: string; readonly referenceId: number; readonly at: number };

/** Gathers the events of one transaction; `write` puts them into the outbox after the versioned saves, in their order. */
export function appender(send: Writing["send"], origin: Origin) {
  let gathered: Event[] = [];
  let written: Event[] = [];
  const write = async (): Promise<void> => {
    if (gathered.length === 0) return;
    // One text, which the server cuts up: of an array each would be quoted once more.
    const events = `[${gathered.map((event) => json(event)).join()}]`;
    written = [...written, ...gathered];
    gathered = [];
    await send(sql`
      INSERT INTO outbox (at, actor, reference_id, event)
      SELECT ${time(origin.at)}, ${origin.actor}, ${origin.referenceId === 0 ? null : origin.referenceId}, event
      FROM json_array_elements(${events}::json) WITH ORDINALITY AS given (event, place) ORDER BY place`);
  };
  return {
    append: async (event: Event): Promise<void> => {
      gathered.push(event);
    },
    write,
    /** How many are gathered and not written. */
    mark: (): number => gathered.length,
    /** Forgets what was gathered since the mark. */
    cut(mark: number): void {
      gathered = gathered.slice(0, mark);
    },
    /** The loops that have something to do after the commit. */
    wakes: (): ReadonlySet<LoopName> =>
      new Set(written.flatMap((event): LoopName[] => ["notifier", ...wakesOf(event)])),
  };
}
