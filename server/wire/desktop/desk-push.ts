import type { DeskEvent, DeskThing } from "../../domain/desktop/desk-event.ts";
import type { Push } from "../../ports/publisher.ts";
import type { Names } from "../../queries/names.ts";
import { holdShape } from "../shapes/hold.ts";
import { preferencesShape } from "../shapes/preferences.ts";
import { viewShape } from "../shapes/saved-view.ts";
import { noteShape, presenceShape } from "../shapes/together.ts";

/** What changed, whole, on the desktop's topic for it. desktop.md 13 */
export function deskPush({ user, thing }: DeskEvent, users: Names["users"]): Push {
  const { topic, data } = told(thing, users);
  return { user, topic: `/postroom/v1/me/${topic}`, data };
}

function told(thing: DeskThing, users: Names["users"]): Pick<Push, "topic" | "data"> {
  switch (thing.about) {
    case "hold":
      return { topic: "holds", data: { hold: holdShape(thing.hold) } };
    case "note":
      return { topic: "threads", data: { threadId: thing.note.thread, note: noteShape(thing.note, users) } };
    case "presence":
      return { topic: "presence", data: { ...presenceShape(thing.presence, users), version: thing.presence.version } };
    case "view":
      return { topic: "views", data: viewTold(thing) };
    case "consents":
      return { topic: "consents", data: { consents: thing.consents } };
    case "preferences":
      return { topic: "preferences", data: { preferences: preferencesShape(thing.preferences) } };
  }
}

type ViewThing = Extract<DeskThing, { readonly about: "view" }>;

/** A view that is gone is named by its id alone. */
const viewTold = ({ view, operation }: ViewThing) =>
  operation === "RemoveView" ? { removedId: view.id } : { view: viewShape(view, view.owner) };
