import { addressKey } from "../mail/address.ts";
import { isSameMessageId } from "../mail/message-id.ts";
import type { Attempt, Delivery } from "./delivery.ts";

/** What a verified report names of the mail that it is about. */
export type NamedByReport = { readonly messageIds: readonly string[]; readonly recipients: readonly string[] };

/**
 * Whether a verified report proves that an attempt whose reply was lost has arrived: such an attempt was made with the present bytes, and
 * the report is about these. It names their Message-ID; or, found by our token, the mail was never sealed otherwise, which is believed only
 * when every attempt is known to be later than the seal. Once others have the mail, the report must name one to whom it still goes.
 * `attempts`: those that are kept. mail.md 8.1, 11.4
 */
export function provesLostReply(delivery: Delivery, attempts: readonly Attempt[], named: NamedByReport): boolean {
  const ofTheseBytes = attempts.filter(({ at }) => at >= delivery.sealedAt);
  if (!ofTheseBytes.some(({ outcome }) => outcome === "unknown")) return false;
  const ended = delivery.state === "sending" ? delivery.attempts - 1 : delivery.attempts;
  const isOfTheseBytes =
    named.messageIds.some((id) => isSameMessageId(id, delivery.messageId)) || ofTheseBytes.length >= ended;
  const to = new Set(delivery.to.map(addressKey));
  return isOfTheseBytes && (!delivery.isSent || named.recipients.some((address) => to.has(addressKey(address))));
}
