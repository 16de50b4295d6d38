import type { DeskEvent, DeskThing } from "../../domain/desktop/desk-event.ts";
import type { Push } from "../../ports/publisher.ts";
import { holdShape } from "../shapes/hold.ts";
import { preferencesShape } from "../shapes/preferences.ts";

/** What changed, whole, on the desktop's topic for it. desktop.md 13 */
export function deskPush({ user, thing }: DeskEvent): Push {
  const { topic, data } = told(thing);
  return { user, topic: `/postroom/v1/me/${topic}`, data };
}

function told(thing: DeskThing): Pick<Push, "topic" | "data"> {
  switch (thing.about) {
    case "hold":
      return { topic: "holds", data: { hold: holdShape(thing.hold) } };
    case "consents":
      return { topic: "consents", data: { consents: thing.consents } };
    case "preferences":
      return { topic: "preferences", data: { preferences: preferencesShape(thing.preferences) } };
  }
}
