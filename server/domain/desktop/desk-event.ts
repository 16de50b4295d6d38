import type { Alarm } from "../mail/mailbox-alarms.ts";
import type { StandardResponse } from "../response/response.ts";
import type { Hold } from "./hold.ts";
import type { ImageConsent } from "./image-consent.ts";
import type { Job } from "./job.ts";
import type { Macros } from "./macro.ts";
import type { Note } from "./note.ts";
import type { Notice } from "./notice.ts";
import type { Preferences } from "./preferences.ts";
import type { Presence } from "./presence.ts";
import type { SavedView } from "./saved-view.ts";

/** Something of a desktop changed: told to one person's sessions alone, or to everybody's; kept no longer than that takes. desktop.md 13 */
export type DeskEvent = {
  readonly kind: "DeskChanged";
  /** Undefined: everybody's. */
  readonly user: string | undefined;
  readonly operation: string;
  readonly thing: DeskThing;
};

/** What changed, whole: messages carry the resource with its version. */
export type DeskThing =
  | { readonly about: "view"; readonly view: SavedView; readonly operation: string }
  | { readonly about: "note"; readonly note: Note }
  | { readonly about: "notice"; readonly notice: Notice; readonly operation: string }
  | { readonly about: "presence"; readonly presence: Presence }
  | { readonly about: "hold"; readonly hold: Hold }
  | { readonly about: "job"; readonly job: Job }
  | { readonly about: "consents"; readonly consents: readonly ImageConsent[] }
  | MailboxAlarmed
  | ResponseTold
  /** That there are others; what they say is for admins, who read them. */
  | { readonly about: "rules"; readonly state: "draft" | "published"; readonly version: number }
  | { readonly about: "macros"; readonly macros: Macros }
  | { readonly about: "preferences"; readonly preferences: Preferences };

/** What is wrong with a mailbox now; empty: nothing any more. mail.md 3.3 */
export type MailboxAlarmed = {
  readonly about: "mailbox";
  readonly mailbox: string;
  readonly address: string;
  readonly alarms: readonly Alarm[];
  readonly version: number;
};

/** A standard response, with the beginning of its text; whether desktops are to offer it. desktop.md 5.5 */
export type ResponseTold = {
  readonly about: "response";
  readonly response: Pick<StandardResponse, "id" | "name" | "shortcut" | "language" | "version" | "body">;
  readonly isOffered: boolean;
};
