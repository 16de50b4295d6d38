import type { RecordedEvent } from "../domain/interaction/events.ts";
import type { Push } from "../ports/publisher.ts";
import type { Store } from "../ports/store.ts";
import { loadFacts } from "../queries/notification/facts.ts";
import { factsNeeded, type Hears, notifications, type Telling } from "./notifications.ts";

/** What the notifier publishes for a batch of events: the facts are read once, on one snapshot, then told. architecture.md 6 */
export async function pushMessages(
  store: Store,
  events: readonly RecordedEvent[],
  written: Omit<Telling, "facts">,
  hears?: Hears,
): Promise<readonly Push[]> {
  const facts = await store.read((reading) => loadFacts(reading, factsNeeded(events, hears)));
  return notifications(events, { facts, ...written });
}
