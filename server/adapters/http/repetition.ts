import type { Performing } from "../../operations/perform.ts";
import type { Answer } from "../../wire/entry.ts";
import { kept, type Repeatable, recalled, stillRunning } from "../../wire/repetition.ts";

/** Answers a request that has a key once; whoever repeats it gets the same answer. wire.md 1.9 */
export type Repetition = (repeatable: Repeatable, respond: () => Promise<Answer>) => Promise<Answer>;

/**
 * What is found before an operation begins is remembered too. That the first request is still running is known here for this process,
 * and by the key's lock in the database for the others.
 */
export function createRepetition(performing: Performing): Repetition {
  const running = new Set<string>();
  return async (repeatable, respond) => {
    const place = `${repeatable.actor.id}\n${repeatable.idempotency.key}`;
    if (running.has(place)) return stillRunning();
    running.add(place);
    try {
      const known = await recalled(performing, repeatable);
      return known ?? (await kept(performing, repeatable, await respond()));
    } finally {
      running.delete(place);
    }
  };
}
