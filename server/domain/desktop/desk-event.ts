import type { Hold } from "./hold.ts";
import type { ImageConsent } from "./image-consent.ts";
import type { Note } from "./note.ts";
import type { Preferences } from "./preferences.ts";
import type { Presence } from "./presence.ts";

import type { SavedView } from "./saved-view.ts";

/** Something of one person's desktop changed: told to that person's sessions alone, kept no longer than that takes. desktop.md 13 */
export type DeskEvent = {
  readonly kind: "DeskChanged";
  readonly user: string;
  readonly operation: string;
  readonly thing: DeskThing;
};

/** What changed, whole: messages carry the resource with its version. */
export type DeskThing =
  | { readonly about: "view"; readonly view: SavedView; readonly operation: string }
  | { readonly about: "note"; readonly note: Note }
  | { readonly about: "presence"; readonly presence: Presence }
  | { readonly about: "hold"; readonly hold: Hold }
  | { readonly about: "consents"; readonly consents: readonly ImageConsent[] }
  | { readonly about: "preferences"; readonly preferences: Preferences };
