import { beforeOf, type InteractionEvent } from "../interaction/events.ts";
import type { Interaction } from "../interaction/interaction.ts";
import type { Refusal } from "../interaction/refusals.ts";
import { type Quarantined, quarantineMarks } from "./quarantine.ts";

type Named = { readonly name: string; readonly id?: string };
type Chosen = { readonly ok: true; readonly value: Quarantined } | { readonly ok: false; readonly refusal: Refusal };

/** The one that is meant. Refuses a name that none has (6), one that several have unless the id says which (2/400), and one that is released already (2/409). */
export function quarantinedMeant(all: readonly Quarantined[], { name, id }: Named): Chosen {
  const refused = (refusal: Refusal): Chosen => ({ ok: false, refusal });
  const fitting = all.filter(({ attachment }) => attachment.name === name && (id ?? attachment.id) === attachment.id);
  const [value, ...others] = fitting;
  if (value === undefined) return refused({ kind: "notFound", thing: "attachment", name });
  if (others.length > 0) {
    const because = `several have this name; the id says which: ${fitting.map((one) => one.attachment.id).join(", ")}`;
    return refused({ kind: "contradiction", path: "$.name", because });
  }
  if (value.released === undefined) return { ok: true, value };
  return refused({ kind: "notPossible", operation: "Release", because: "the attachment is released already" });
}

/**
 * The interaction with an attachment that was in quarantine, and its event: whoever holds it is told, and the history says who released it
 * and why. Nothing else changes: the others stay hidden, and no deadline begins anew.
 */
export function withReleased(
  before: Interaction,
  { attachment, signature, released }: Quarantined,
  all: readonly Quarantined[],
): { readonly interaction: Interaction; readonly before: Interaction; readonly events: readonly InteractionEvent[] } {
  const { Quarantined: _, ...userData } = before.userData;
  const interaction: Interaction = {
    ...before,
    attachments: [...before.attachments, attachment],
    userData: { ...userData, ...quarantineMarks(all) },
    version: before.version + 1,
  };
  const note = `${attachment.name} (${signature}): ${released?.reason ?? ""}`;
  const operation = "ReleaseAttachment";
  return {
    interaction,
    before,
    events: [{ kind: "AttachmentAdded", operation, interaction, before: beforeOf(before), note }],
  };
}
