import type { Interaction } from "../interaction/interaction.ts";
import type { Address } from "../mail/address.ts";
import type { SenderVerdict } from "../mail/sender-verdict.ts";

/** Somebody wants to see the pictures from outside of a sender's mail, or of all mail to a mailbox. desktop.md 6.4 */
export type ImageConsent = { readonly scope: "sender" | "mailbox"; readonly key: string };

/** Each address counts in lower case. */
export const consentOf = ({ scope, key }: ImageConsent): ImageConsent => ({ scope, key: key.trim().toLowerCase() });

type Mail = {
  readonly interaction: Interaction;
  readonly from: Address | undefined;
  readonly verdict: SenderVerdict | undefined;
};

/** The consents that would show this mail's pictures; a sender's counts only where it is proven to be them (DMARC). */
export function consentsFor({ interaction, from, verdict }: Mail): readonly ImageConsent[] {
  const { Mailbox: mailbox } = interaction.userData;
  const isProven = interaction.direction === "outbound" || verdict?.dmarc === "pass";
  return [
    ...(from !== undefined && isProven ? [consentOf({ scope: "sender", key: from.address })] : []),
    ...(typeof mailbox === "string" ? [consentOf({ scope: "mailbox", key: mailbox })] : []),
  ];
}
