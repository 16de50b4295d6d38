import { system } from "../domain/agent/actor.ts";
import type { Event, RecordedEvent } from "../domain/interaction/events.ts";
import { type Performing, performAsSystem } from "../operations/perform.ts";
import { numberJournal } from "../operations/system/number-journal.ts";
import type { Publisher, Push } from "../ports/publisher.ts";

const batchMax = 200;

/** Where this process has come in the journal. */
export type Telling = { position: number };

type Options = {
  readonly performing: Performing;
  readonly publisher: Publisher;
  /** Events → messages, with what must be loaded for them. */
  readonly messages: (events: readonly RecordedEvent[]) => Promise<readonly Push[]>;
  readonly telling: Telling;
};

/**
 * Numbers what was committed, then tells this process's sessions what the journal has after its position, in order. True when there
 * may be more. architecture.md 7
 */
export async function tellOnce({ performing, publisher, messages, telling }: Options): Promise<boolean> {
  const { store } = performing;
  const next = await store.read(async ({ journal }) => ({
    isBehind: await journal.isBehind(),
    events: await journal.after(telling.position, batchMax),
  }));
  const numbered = next.isBehind ? await numberSome(performing) : [];
  const events = await behind(performing, { told: telling.position, known: next.events, numbered });
  if (events.length > 0) {
    publisher.publish(await messages(events));
    // After they were told why: whoever comes back is asked for credentials again (reliability.md 7.2 S24).
    for (const user of usersEnded(events)) publisher.endSessionsOf(user);
    for (const { event } of events) {
      if (event.kind === "SignedOut") publisher.endLinesOf(event.user, (session) => isSignedOut(event, session));
    }
    telling.position = events.at(-1)?.position ?? telling.position;
  }
  return numbered.length === batchMax || events.length === batchMax;
}

type Found = {
  readonly told: number;
  readonly known: readonly RecordedEvent[];
  readonly numbered: readonly RecordedEvent[];
};

/** What comes behind the position: what was just numbered, unless another process has numbered something before it meanwhile. */
async function behind({ store }: Performing, { told, known, numbered }: Found): Promise<readonly RecordedEvent[]> {
  const [first] = numbered;
  if (first === undefined) return known;
  if (known.length === 0 && first.position === told + 1) return numbered;
  return store.read(({ journal }) => journal.after(told, batchMax));
}

/** The sequencer's part alone, which takes the journal's lock: only when something waits for it. */
async function numberSome(performing: Performing): Promise<readonly RecordedEvent[]> {
  const result = await performAsSystem(performing, {
    operation: numberJournal,
    actor: system,
    input: { limit: batchMax },
  });
  return result.ok ? result.value : [];
}

/** Users whose sessions end: their rights were changed, or a supervisor has logged them out (wire.md 12). */
const usersEnded = (events: readonly RecordedEvent[]): readonly string[] =>
  events.flatMap(({ event }) => {
    if (event.kind === "ConfigurationChanged") return event.endsSessionsOf ?? [];
    return event.kind === "ReadinessChanged" && event.forced?.endsSessions === true ? event.user : [];
  });

const isSignedOut = (event: Extract<Event, { readonly kind: "SignedOut" }>, session: string | undefined): boolean =>
  event.operation === "SignOut" ? session === event.session : session === undefined || session !== event.kept;
