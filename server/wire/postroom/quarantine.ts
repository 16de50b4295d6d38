import { quarantineAnswer, releaseAnswer, releaseBody } from "@postroom/contract";
import type { Quarantined } from "../../domain/mail/quarantine.ts";
import { releaseAttachment } from "../../operations/supervisor/release-attachment.ts";
import { found } from "../../queries/query.ts";
import { readQuarantine } from "../../queries/supervisor/quarantine.ts";
import { etag, refused, success } from "../answers.ts";
import { doing, written } from "../commands.ts";
import { type Asking, idIn, type Resource } from "../entry.ts";
import { asked } from "../reads.ts";
import { isoTime } from "../shapes/times.ts";
import { desktopBase } from "../shapes/uris.ts";
import { present } from "../shapes/viewing.ts";

/** Attachments in which viruses were found, and those that wait for the scanner. mail.md 4.1 step 5 */
export const quarantine: Resource = {
  name: "Supervisors",
  paths: [`${desktopBase}/interactions/{id}/quarantine`],
  get: {
    answer: async (asking) => {
      const kept = await asked(asking, readQuarantine, { id: idIn(asking) });
      if (!kept.ok) return refused(kept.refusal);
      const { attachments, users } = kept.value;
      return success({ attachments: attachments.map((one) => quarantinedShape(one, users)) });
    },
    describes: {
      summary: "Attachments in which viruses were found, and those that wait for the scanner",
      answer: quarantineAnswer,
    },
  },
  post: written({
    summary: "Releases one of these attachments, with a reason",
    body: releaseBody,
    named: "ReleaseAttachment",
    does: doing({
      operation: releaseAttachment,
      input: ({ name, id, reason }) => found({ name, reason, ...present("id", id) }),
      answers: ({ interaction, released }, referenceId, { request: { actor } }: Asking) => {
        const names = actor.kind === "user" ? new Map([[actor.id, actor.userName]]) : new Map();
        return success({ referenceId, attachment: quarantinedShape(released, names) }, etag(interaction.version));
      },
    }),
    answer: releaseAnswer,
  }),
};

const quarantinedShape = (
  { attachment: { id, name, mime, size }, finding, released }: Quarantined,
  users: ReadonlyMap<string, string>,
) => ({
  ...{ id, name, mime, size },
  signature: finding.kind === "infected" ? finding.signature : null,
  uncheckedBecause: finding.kind === "unchecked" ? finding.because : null,
  released:
    released === undefined
      ? null
      : { at: isoTime(released.at), by: users.get(released.by) ?? released.by, reason: released.reason },
});
