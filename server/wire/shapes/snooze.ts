import type { Interaction } from "../../domain/interaction/interaction.ts";
import { isoTime } from "./times.ts";

/** Until when an e-mail is put off, or that it no longer is. desktop.md 13 */
export const snoozeShape = ({ id, version, snooze }: Pick<Interaction, "id" | "version" | "snooze">) => ({
  interactionId: id,
  ...(snooze === undefined ? {} : { until: isoTime(snooze.until), wakeOnReply: snooze.wakesOnReply }),
  state: snooze === undefined ? "over" : snooze.isDue ? "due" : "asleep",
  version,
});
