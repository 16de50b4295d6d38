import type { Changed } from "../email/do-row.ts";
import { defineOperation } from "../operation.ts";
import { type FromShelf, pulled } from "./pulled.ts";

/** An agent who may use the shelf owns what lies there. GWS workbin PullInteraction, PullEmail; wire.md 7 */
export const pull = defineOperation<FromShelf, Changed>("Pull", "Pull", pulled);
