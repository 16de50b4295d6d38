import { beforeOf, type InteractionEvent } from "./events.ts";
import type { Interaction } from "./interaction.ts";

/** The interaction in another thread, with its event: whoever holds it is told, and the audit says who moved it. mail.md 5.2 */
export function inThread(
  before: Interaction,
  thread: string,
  operation: "Split" | "Join",
): { readonly interaction: Interaction; readonly before: Interaction; readonly events: readonly InteractionEvent[] } {
  const interaction: Interaction = { ...before, thread, version: before.version + 1 };
  const note = `from thread ${before.thread} to ${thread}`;
  return {
    interaction,
    before,
    events: [{ kind: "PropertiesChanged", operation, interaction, before: beforeOf(before), note }],
  };
}
