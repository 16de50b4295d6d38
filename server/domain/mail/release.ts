import { beforeOf, type InteractionEvent } from "../interaction/events.ts";
import type { Attachment, Interaction } from "../interaction/interaction.ts";
import type { Refusal } from "../interaction/refusals.ts";
import { findingWords, type Quarantined, quarantineMarks } from "./quarantine.ts";
import { attachmentUserData } from "./received-user-data.ts";

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

type Changed = {
  readonly interaction: Interaction;
  readonly before: Interaction;
  readonly events: readonly InteractionEvent[];
};

/**
 * The interaction with an attachment that was in quarantine, and its event: whoever holds it is told, and the history says who released it
 * and why. Nothing else changes: the others stay hidden, and no deadline begins anew.
 */
export const withReleased = (
  before: Interaction,
  { attachment, finding, released }: Quarantined,
  all: readonly Quarantined[],
): Changed =>
  withAdded(before, attachment, all, {
    operation: "ReleaseAttachment",
    note: `${attachment.name} (${findingWords(finding)}): ${released?.reason ?? ""}`,
  });

/** The same of one that waited for the scanner, which found nothing in it; `all`: the others. mail.md 4.1 step 5 */
export const withFoundClean = (
  before: Interaction,
  { attachment }: Quarantined,
  all: readonly Quarantined[],
): Changed =>
  withAdded(before, attachment, all, {
    operation: "JudgeAttachment",
    note: `${attachment.name}: no virus was found`,
  });

/** The interaction with an attachment that waited for the scanner, which found a virus in it: it stays where it is, and that is said. mail.md 4.1 step 5 */
export function withFoundInfected(
  before: Interaction,
  { attachment, finding }: Quarantined,
  all: readonly Quarantined[],
): Changed {
  const interaction = { ...before, userData: marked(before, all), version: before.version + 1 };
  const note = `${attachment.name} (${findingWords(finding)}): a virus was found`;
  const operation = "JudgeAttachment";
  return {
    interaction,
    before,
    events: [{ kind: "PropertiesChanged", operation, interaction, before: beforeOf(before), note }],
  };
}

function withAdded(
  before: Interaction,
  attachment: Attachment,
  all: readonly Quarantined[],
  said: Pick<InteractionEvent, "operation" | "note">,
): Changed {
  const attachments = [...before.attachments, attachment];
  const interaction: Interaction = {
    ...before,
    attachments,
    userData: { ...marked(before, all), ...attachmentUserData(attachments) },
    version: before.version + 1,
  };
  return {
    interaction,
    before,
    events: [{ kind: "AttachmentAdded", ...said, interaction, before: beforeOf(before) }],
  };
}

function marked({ userData }: Interaction, all: readonly Quarantined[]): Interaction["userData"] {
  const { VirusScan: _, Quarantined: __, Released: ___, ...others } = userData;
  return { ...others, ...quarantineMarks(all) };
}
