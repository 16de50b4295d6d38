import { asExpected } from "../../domain/interaction/entitled.ts";
import type { Quarantined } from "../../domain/mail/quarantine.ts";
import { quarantinedMeant, withReleased } from "../../domain/mail/release.ts";
import type { Changed } from "../email/do-row.ts";
import { defineOperation, done } from "../operation.ts";

type Input = { readonly name: string; readonly id?: string; readonly reason: string };

/**
 * Somebody answers for one attachment in which a virus was found: from now on it can be had like any other, and the others stay hidden. The
 * exception is kept with its reason, and stands in the history and the audit. mail.md 4.1 step 5
 */
export const releaseAttachment = defineOperation<Input, Changed & { readonly released: Quarantined }>(
  "ReleaseAttachment",
  "ReleaseAttachment",
  async (asked) => {
    const { tx, actor, target, input } = asked;
    const seen = await tx.interactions.visible(target, actor);
    const expected = asExpected(seen && (await tx.interactions.lock(seen.id)), asked);
    if (!expected.ok) return expected;
    const interaction = expected.value;
    const all = await tx.quarantine.of(interaction.id);
    const meant = quarantinedMeant(all, input);
    if (!meant.ok) return meant;
    const { attachment } = meant.value;
    const released = { ...meant.value, released: { at: tx.now.wall, by: actor.id, reason: input.reason } };
    await tx.quarantine.release(attachment.id, released.released);
    const after = withReleased(
      interaction,
      released,
      all.map((one) => (one === meant.value ? released : one)),
    );
    await tx.interactions.save(after);
    return done({ interaction: after.interaction, released });
  },
);
