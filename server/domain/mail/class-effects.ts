import type { MailClass } from "./class-signs.ts";

/** What becomes of a mail of some class, and how its interaction is called (mail.md 6). */
export type ClassEffect = {
  /**
   * `route`: offered to agents · `attach`: onto its thread, Completed, wakes nobody · `child`: of the outbound e-mail that it reports on ·
   * `park` · `byMailbox`: routed with a mark or parked, as the mailbox says.
   */
  readonly course: "route" | "attach" | "child" | "park" | "byMailbox";
  /** Where there is no thread or outbound e-mail to attach it to. */
  readonly otherwise: "route" | "park";
  /** `byThread`: InboundCustomerReply when it joins a thread, else InboundNew. */
  readonly subtype: "byThread" | "InboundNDR" | "InboundReport" | "InboundDisposition";
  readonly tellsAdmin: boolean;
};

const routed: ClassEffect = { course: "route", otherwise: "route", subtype: "byThread", tellsAdmin: false };
const attached: ClassEffect = { course: "attach", otherwise: "park", subtype: "InboundReport", tellsAdmin: false };
const child: ClassEffect = { course: "child", otherwise: "park", subtype: "InboundReport", tellsAdmin: false };

export const classEffects: Readonly<Record<MailClass, ClassEffect>> = {
  human: routed,
  list: routed,
  bulk: routed,
  "auto-generated": routed,
  calendar: routed,
  challenge: routed,
  "autoreply-ooo": attached,
  "autoreply-ack": attached,
  "dsn-failed": { ...child, subtype: "InboundNDR" },
  "dsn-delayed": child,
  "dsn-delivered": child,
  mdn: { ...child, subtype: "InboundDisposition" },
  arf: { ...child, tellsAdmin: true },
  loop: { ...routed, course: "park", otherwise: "park" },
  spam: { ...routed, course: "byMailbox" },
};
