import type { Event, RecordedEvent } from "../../domain/interaction/events.ts";
import type { Reading } from "../../ports/transaction.ts";
import { type Names, queueNames, userNames } from "../names.ts";
import { defineQuery, found, missing } from "../query.ts";

export type EventsFound = { readonly events: readonly RecordedEvent[]; readonly names: Names };

/** A page of every transition of one interaction, oldest first. product.md */
export const findHistory = defineQuery<
  { readonly id: string; readonly since: number; readonly limit: number },
  EventsFound
>("FindHistory", "ReadInteraction", async ({ reading, actor, input }) => {
  const interaction = await reading.interactions.visible(input.id, actor);
  if (interaction === undefined) return missing({ kind: "notFound", thing: "interaction", name: input.id });
  const events = await reading.journal.ofInteraction(interaction.id, input.since, input.limit);
  const names = await namesInEvents(reading, events);
  return found({ events, names: { ...names, extras: await reading.extras.of([interaction.id]) } });
});

/** The names that these events show: who did it, who had it, who has it. */
export async function namesInEvents(reading: Reading, events: readonly RecordedEvent[]): Promise<Names> {
  const users = events.flatMap(({ actor, event }) => [actor, ...usersIn(event)]);
  return { users: await userNames(reading, users), queues: await queueNames(reading) };
}

function usersIn(event: Event): readonly string[] {
  if ("user" in event) return event.user === undefined ? [] : [event.user];
  if (!("interaction" in event)) return [];
  return [event.interaction.holder, event.before?.holder].filter((holder) => holder !== undefined);
}
