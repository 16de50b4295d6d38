import type { WithContent } from "../ports/interactions.ts";
import type { Names } from "../queries/names.ts";
import type { Dialect } from "./capability-lists.ts";
import type { Asking } from "./entry.ts";
import type { Seen, Viewing } from "./shapes/viewing.ts";
import { seen } from "./views.ts";

/** How one resource is written for this request: with its texts whole. */
export const viewingWhole = ({ answering }: Asking, names: Names): Viewing => ({
  ...names,
  publicUrl: answering.publicUrl,
});

/** How lists are written: long texts are cut (wire.md 1.10). */
export const viewingCut = (asking: Asking, names: Names): Viewing => ({
  ...viewingWhole(asking, names),
  bodyBytesMax: asking.answering.settings.notificationBodyMax,
});

/** What the asking user sees of an e-mail in a dialect. */
export const sees =
  ({ request }: Asking) =>
  (dialect: Dialect, { interaction }: WithContent): Seen =>
    seen(dialect, interaction, request.actor);
