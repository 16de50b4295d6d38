import type { Content } from "../../domain/interaction/content.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { Address } from "../../domain/mail/address.ts";

/** Bare addresses: what the documented keys show (wire.md 5.2). */
export const bare = (addresses: readonly Address[]): readonly string[] => addresses.map((one) => one.address);

/** Bcc is shown for outbound e-mails only (wire.md 3.4). */
export const shownBcc = (interaction: Interaction, content: Content): readonly Address[] =>
  interaction.direction === "outbound" ? content.bcc : [];

/** Names and addresses of all lists; undefined when they say no more than the bare ones: no name anywhere, no Reply-To. */
export function addressesOf(interaction: Interaction, content: Content) {
  const from = content.from === undefined ? [] : [content.from];
  const bcc = shownBcc(interaction, content);
  const isNamed = [...from, ...content.to, ...content.cc, ...bcc].some((one) => one.name !== "");
  if (!isNamed && content.replyTo.length === 0) return undefined;
  return {
    from: from.map(named),
    to: content.to.map(named),
    cc: content.cc.map(named),
    bcc: bcc.map(named),
    replyTo: content.replyTo.map(named),
  };
}

const named = ({ name, address }: Address): Address => ({ name, address });
