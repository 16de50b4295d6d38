import type { Resource } from "../entry.ts";
import { draftVersion, draftVersions, recipientCheck } from "./composing.ts";
import { contactCard, contactMerge, timeline } from "./contacts.ts";
import { hold, holds } from "./holds.ts";
import { imageConsents, mailViews } from "./mail-views.ts";
import { preferences } from "./preferences.ts";
import { search, suggestions, view, views } from "./search.ts";
import { snapshot } from "./snapshot.ts";
import { notes, presence, thread } from "./threads.ts";

/** What the desktop needs beyond GWS. desktop.md 13 */
export const desktopResources: readonly Resource[] = [
  recipientCheck,
  draftVersions,
  draftVersion,
  contactCard,
  contactMerge,
  timeline,
  snapshot,
  preferences,
  mailViews,
  imageConsents,
  holds,
  hold,
  thread,
  notes,
  presence,
  search,
  suggestions,
  views,
  view,
];
