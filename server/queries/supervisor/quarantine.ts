import type { Quarantined } from "../../domain/mail/quarantine.ts";
import { userNames } from "../names.ts";
import { defineQuery, found, missing } from "../query.ts";

export type QuarantineFound = {
  readonly attachments: readonly Quarantined[];
  /** Of those who released something, by id. */
  readonly users: ReadonlyMap<string, string>;
};

/** What of a mail viruses were found in, what of it was released, by whom and why. mail.md 4.1 step 5 */
export const readQuarantine = defineQuery<{ readonly id: string }, QuarantineFound>(
  "ReadQuarantine",
  "ReleaseAttachment",
  async ({ reading, actor, input }) => {
    const interaction = await reading.interactions.visible(input.id, actor);
    if (interaction === undefined) return missing({ kind: "notFound", thing: "interaction", name: input.id });
    const attachments = await reading.quarantine.of(interaction.id);
    const releasers = attachments.flatMap(({ released }) => (released === undefined ? [] : [released.by]));
    return found({ attachments, users: await userNames(reading, releasers) });
  },
);
