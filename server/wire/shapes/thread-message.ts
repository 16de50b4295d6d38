import type { Note } from "../../domain/desktop/note.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { WithContent } from "../../ports/interactions.ts";
import { attachmentsOf } from "./email-a.ts";
import { nameOf, whereabouts } from "./email-parts.ts";
import { threadingOf } from "./extras.ts";
import { previewOf, previewOfMail } from "./preview.ts";
import { isoTime } from "./times.ts";
import { filled, present, type Viewing } from "./viewing.ts";

/** A mail of a thread, as its row in the conversation. desktop.md 3.1, 13 */
export const mailMessage = ({ interaction, content }: WithContent, viewing: Viewing) => ({
  kind: kindOf(interaction),
  id: interaction.id,
  at: isoTime(interaction.receivedAt),
  ...present("by", interaction.sender === undefined ? undefined : nameOf(interaction.sender, viewing)),
  ...present("from", content.from),
  to: content.to,
  ...filled("cc", content.cc),
  subject: content.subject,
  preview: previewOfMail(content),
  ...attachmentsOf(interaction, viewing),
  state: interaction.state,
  ...present("delivery", whereabouts(interaction).delivery),
  version: interaction.version,
  ...threadingOf(interaction, viewing),
});

/** A note among them: only colleagues see it. */
export const noteMessage = ({ id, by, text, mentions, at }: Note, viewing: Viewing) => ({
  kind: "note",
  id,
  at: isoTime(at),
  by: nameOf(by, viewing),
  preview: previewOf(text),
  text,
  mentions: mentions.map((one) => nameOf(one, viewing)),
});

/** Who speaks: a customer, one of us, nobody yet, or a machine. */
function kindOf({ direction, subtype, state }: Interaction): "customer" | "agent" | "draft" | "system" {
  if (machines.has(subtype)) return "system";
  if (direction === "inbound") return "customer";
  return state === "Sent" ? "agent" : "draft";
}

const machines: ReadonlySet<Interaction["subtype"]> = new Set([
  ...([
    "InboundNDR",
    "InboundReport",
    "InboundDisposition",
    "OutboundAcknowledgement",
    "OutboundAutoResponse",
  ] as const),
]);
