/** What the next hop said. `enhancedCode`: empty when it gave none (RFC 3463). */
export type TransportReply = { readonly code: number; readonly enhancedCode: string; readonly text: string };

/** How the handing over of one mail to the next hop ended. mail.md 11.3 */
export type TransportOutcome =
  /** 250 after the dot. Recipients refused at RCPT are named with their reply. */
  | { readonly kind: "accepted"; readonly reply: TransportReply; readonly refused: readonly RefusedRecipient[] }
  /** 5xx for all recipients or after the dot. */
  | { readonly kind: "refused"; readonly reply: TransportReply; readonly refused: readonly RefusedRecipient[] }
  /** 4xx. Recipients refused at RCPT are named with their reply: those with 5xx are final, the others are tried again. */
  | { readonly kind: "deferred"; readonly reply: TransportReply; readonly refused: readonly RefusedRecipient[] }
  /** Broken before the end of data could have left: the next hop cannot have it. `marked`: beforeDot had already said yes, so the mark is to be withdrawn. */
  | { readonly kind: "broken"; readonly text: string; readonly marked: boolean }
  /** No usable reply after the end of data. */
  | { readonly kind: "unknown"; readonly text: string }
  /** beforeDot said no (lease or fence lost): nothing was handed over. */
  | { readonly kind: "stopped" };

/** One of several recipients, refused at RCPT. */
export type RefusedRecipient = { readonly address: string; readonly reply: TransportReply };
