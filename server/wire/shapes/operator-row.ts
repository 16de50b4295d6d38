import type { Actor } from "../../domain/agent/actor.ts";
import type { WithContent } from "../../ports/interactions.ts";
import { seen } from "../views.ts";
import { emailA } from "./email-a.ts";
import { emailB } from "./email-b.ts";
import { nameOf, queueName } from "./email-parts.ts";
import { threadingOf } from "./extras.ts";
import { isoTime } from "./times.ts";
import type { Viewing } from "./viewing.ts";

/** A row of `GET /interactions`: the keys are always there, `null` when empty. product.md, wire.md 1.7 */
export const operatorRow = ({ interaction, content }: WithContent, viewing: Viewing) => ({
  id: interaction.id,
  state: interaction.state,
  interactionType: "Email",
  interactionSubType: interaction.subtype,
  queue: queueName(interaction.queue, viewing),
  assignedTo: interaction.holder === undefined ? null : nameOf(interaction.holder, viewing),
  messageId: content.messageId ?? null,
  subject: content.subject,
  from: content.from?.address ?? null,
  contactId: interaction.contact ?? null,
  threadId: interaction.thread,
  parentInteractionId: interaction.parent ?? null,
  receivedAt: isoTime(interaction.receivedAt),
  version: interaction.version,
  delivery: interaction.delivery === undefined ? null : { state: interaction.delivery },
  workbin: interaction.shelf?.name ?? null,
});

/** `GET /interactions/{id}`: all keys of both dialects, the stored state, A's capabilities and then what only B has. wire.md 5.19 */
export function wholeInteraction(email: WithContent, viewing: Viewing, viewer: Actor) {
  const a = emailA(email, viewing, seen("A", email.interaction, viewer));
  const b = emailB(email, viewing, seen("B", email.interaction, viewer));
  return {
    ...a,
    ...b,
    ...threadingOf(email.interaction, viewing),
    state: email.interaction.state,
    capabilities: [...new Set([...a.capabilities, ...b.capabilities])],
  };
}
