import type { AnsweredEvent, RecordedEvent } from "../domain/interaction/events.ts";
import type { Push } from "../ports/publisher.ts";
import type { Facts } from "../queries/notification/facts.ts";
import { contactAssigned, contentAnswered, historyAnswered, identified } from "./shapes/answered.ts";
import { present, type Viewing } from "./shapes/viewing.ts";

type Told = { readonly facts: Facts; readonly viewing: Viewing };

/** The answer to the user who asked, on GWS's topic for answers. wire.md 3.3, 8.2 */
export const answeredPushes = (recorded: RecordedEvent, event: AnsweredEvent, told: Told): readonly Push[] => [
  {
    user: event.user,
    topic: "/v2/ucs/interactions",
    data: dataOf(event, present("referenceId", recorded.referenceId), told),
  },
];

type Reference = { readonly referenceId?: number };

function dataOf({ answer }: AnsweredEvent, reference: Reference, { facts, viewing }: Told): Push["data"] {
  switch (answer.about) {
    case "contact":
      return identified(answer.contact, reference);
    case "history": {
      const entries = answer.entries.map((id) => facts.entries.get(id)).filter((entry) => entry !== undefined);
      return historyAnswered(entries, { publicUrl: viewing.publicUrl, keys: answer.keys }, reference);
    }
    case "content": {
      const entry = facts.entries.get(answer.entry);
      const content = entry && facts.contents.get(entry.interaction.content);
      return contentAnswered(content && { entry, content }, viewing, reference);
    }
    case "assignment":
      return contactAssigned(reference);
  }
}
