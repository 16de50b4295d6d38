import { withAttachment } from "../../domain/interaction/attachments.ts";
import type { Attachment, Interaction } from "../../domain/interaction/interaction.ts";
import type { Asked, Result } from "../operation.ts";
import { type Changed, doRow } from "./do-row.ts";

/** Adds to the list and saves, within the limits of one e-mail. */
export async function attach<Input>(
  asked: Asked<Input>,
  draft: Interaction,
  added: Attachment,
): Promise<Result<Changed>> {
  const attached = withAttachment(draft.attachments, added, await asked.tx.centre.settings());
  if (!attached.ok) return attached;
  return doRow(asked, draft, "AddAttachment", { change: { attachments: attached.attachments } });
}
