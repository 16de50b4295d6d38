import type { Acknowledging } from "../mail/automatic-answer.ts";
import type { GuardRule } from "../mail/guard-rule.ts";
import type { BusinessHours } from "../service-level/business-hours.ts";

/** Where interactions wait. Only inbound and review queues are routed (wire.md 0). */
export type Queue = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly kind: QueueKind;
  readonly routing: Routing;
  /** Undefined: the centre's setting. */
  readonly invitationTimeoutMs: number | undefined;
  /** Within which time e-mails are to be answered, and how many of them. */
  readonly sla?: ReplyPromise | undefined;
  /** When people work on it; absent: all time counts. */
  readonly hours?: BusinessHours | undefined;
  /** How strict it is with recipients; absent: it warns (mail.md 9). */
  readonly recipientGuard?: GuardRule;
  /** How mail that arrives in it is confirmed where its mailbox says nothing; absent: not at all (product.md). */
  readonly acknowledgement?: Acknowledging | undefined;
  /** How long its mail is kept when nothing happens any more; absent: for good (reliability.md 7.6). */
  readonly retention?: Retention | undefined;
};

export type Retention = { readonly days: number };

export type ReplyPromise = { readonly replyMs: number; readonly targetPercent: number };

export type QueueKind = "inbound" | "review" | "draft" | "outbound" | "parked";

export type Routing = {
  /** A skill expression; empty: anybody. */
  readonly skills: string;
  readonly priority: number;
  /** After so many milliseconds of waiting the weaker expression counts; in the order of time. */
  readonly relax: readonly { readonly afterMs: number; readonly skills: string }[];
  readonly overflow: { readonly afterMs: number; readonly queue: string } | undefined;
  /** The contact's last agent is preferred. */
  readonly lastAgent?: boolean;
};

export const isRouted = (queue: Pick<Queue, "kind">): boolean => queue.kind === "inbound" || queue.kind === "review";

/** Kinds that an operation may name (wire.md 5.1). */
export const kindsAllowed = {
  draft: ["draft", "inbound", "review"],
  send: ["outbound", "review"],
  place: ["inbound", "review"],
} as const satisfies Record<string, readonly QueueKind[]>;

/** Queues that always exist under these names; what is built in is not removed, renamed or turned into something else. product.md */
export const isBuiltIn = ({ name }: Pick<Queue, "name">): boolean =>
  name === "email-drafts" || name === "email-outbound" || name === "parked";

/** Of queues that are not routed. */
export const noRouting: Routing = { skills: "", priority: 0, relax: [], overflow: undefined };
