import type { DeskEvent, DeskThing, ResponseTold } from "../../domain/desktop/desk-event.ts";
import type { RecordedEvent } from "../../domain/interaction/events.ts";
import type { Push } from "../../ports/publisher.ts";
import type { Names } from "../../queries/names.ts";
import { holdShape } from "../shapes/hold.ts";
import { jobShape } from "../shapes/job.ts";
import { alarmedShape } from "../shapes/mailbox.ts";
import { noticeShape } from "../shapes/notice.ts";
import { responseShape } from "../shapes/offered-response.ts";
import { preferencesShape } from "../shapes/preferences.ts";
import { viewShape } from "../shapes/saved-view.ts";
import { noteShape, presenceShape } from "../shapes/together.ts";

/** Where people hear of their saved views, and how many e-mails each of them has. */
export const viewsTopic = "/postroom/v1/me/views";

/** Whether a view may have another number of e-mails after this event. */
export const movesCounts = (event: RecordedEvent["event"]): boolean =>
  "interaction" in event || (event.kind === "DeskChanged" && event.thing.about === "view");

/** What changed, whole, on the desktop's topic for it. desktop.md 13 */
export function deskPush({ user, thing }: DeskEvent, users: Names["users"]): Push {
  const { topic, data } = told(thing, users);
  return { user, topic: `/postroom/v1/${topic}`, data };
}

function told(thing: DeskThing, users: Names["users"]): Pick<Push, "topic" | "data"> {
  switch (thing.about) {
    case "hold":
      return { topic: "me/holds", data: { hold: holdShape(thing.hold) } };
    case "job":
      return { topic: "me/jobs", data: { job: jobShape(thing.job) } };
    case "note":
      return { topic: "me/threads", data: { threadId: thing.note.thread, note: noteShape(thing.note, users) } };
    case "notice":
      return { topic: "me/notices", data: noticeTold(thing, users) };
    case "presence":
      return {
        topic: "me/presence",
        data: { ...presenceShape(thing.presence, users), version: thing.presence.version },
      };
    case "view":
      return { topic: "me/views", data: viewTold(thing) };
    case "consents":
      return { topic: "me/consents", data: { consents: thing.consents } };
    case "mailbox":
      return { topic: "admin/mailboxes", data: { mailbox: alarmedShape(thing) } };
    case "response":
      return { topic: "responses", data: responseTold(thing) };
    case "rules":
      return { topic: "admin/rules", data: { state: thing.state, version: thing.version } };
    case "macros":
      return { topic: "responses", data: thing.macros };
    case "preferences":
      return { topic: "me/preferences", data: { preferences: preferencesShape(thing.preferences) } };
  }
}

type NoticeThing = Extract<DeskThing, { readonly about: "notice" }>;

/** One that was put away is named by its id alone. */
const noticeTold = ({ notice, operation }: NoticeThing, users: Names["users"]) =>
  operation === "DismissNotice" ? { removedId: notice.id } : { notice: noticeShape(notice, users) };
/** One that may not be used any more is named by its id alone. */
const responseTold = ({ response, isOffered }: ResponseTold) =>
  isOffered ? { response: responseShape(response) } : { removedId: response.id };

type ViewThing = Extract<DeskThing, { readonly about: "view" }>;

/** A view that is gone is named by its id alone. */
const viewTold = ({ view, operation }: ViewThing) =>
  operation === "RemoveView" ? { removedId: view.id } : { view: viewShape(view, view.owner) };
