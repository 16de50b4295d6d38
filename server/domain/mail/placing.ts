import type { Classified } from "./classify.ts";

/** Why a mail lies in the queue `parked` (mail.md 0.3, 6). A closed list: each has its mail in the tests. */
export const parkedReasons = [
  "loop-mark",
  "loop-own-message-id",
  "loop-hops",
  "blocked-sender",
  "too-big",
  "spam",
  "arf-unmatched",
  "dsn-failed-unmatched",
  "dsn-delayed-unmatched",
  "dsn-delivered-unmatched",
  "mdn-unmatched",
  "autoreply-ooo-without-thread",
  "autoreply-ack-without-thread",
] as const;

export type ParkedReason = (typeof parkedReasons)[number];

/** What is known when a read mail is placed. */
export type PlacingFacts = {
  readonly classified: Pick<Classified, "class" | "reasons" | "course" | "otherwise">;
  /** It joins a thread that was there before. */
  readonly isJoined: boolean;
  /** The outbound e-mail that it reports on was found. */
  readonly isMatched: boolean;
  readonly spam: "route" | "park";
  readonly isBlocked: boolean;
  /** Only its header was fetched, the rest lies on the mail server (mail.md 3.1). */
  readonly isTooBig: boolean;
};

/** `attach`: Completed in the thread that it belongs to, and nobody is asked to look. */
export type Placing =
  | { readonly kind: "route" }
  | { readonly kind: "attach" }
  | { readonly kind: "park"; readonly because: ParkedReason };

/** Routed, attached or parked (mail.md 6). What a person is not to be offered is parked under a name, never dropped. */
export function placingOf(facts: PlacingFacts): Placing {
  const { classified, isJoined, isMatched, spam, isBlocked, isTooBig } = facts;
  if (isTooBig) return { kind: "park", because: "too-big" };
  if (isBlocked) return { kind: "park", because: "blocked-sender" };
  switch (classified.course) {
    case "route":
      return { kind: "route" };
    case "byMailbox":
      return spam === "park" ? { kind: "park", because: "spam" } : { kind: "route" };
    case "attach":
      return isJoined ? { kind: "attach" } : { kind: "park", because: withoutPlace(classified) };
    case "child":
      return isMatched ? { kind: "attach" } : { kind: "park", because: withoutPlace(classified) };
    case "park":
      return { kind: "park", because: withoutPlace(classified) };
  }
}

/** Classes that are not placed like this have no such reason; spam stands for what somebody else marked. */
function withoutPlace({ class: mailClass, reasons }: PlacingFacts["classified"]): ParkedReason {
  switch (mailClass) {
    case "loop":
      return loops.find(({ sign }) => reasons.some((reason) => reason.sign === sign))?.because ?? "loop-hops";
    case "autoreply-ooo":
    case "autoreply-ack":
      return `${mailClass}-without-thread`;
    case "arf":
    case "mdn":
    case "dsn-failed":
    case "dsn-delayed":
    case "dsn-delivered":
      return `${mailClass}-unmatched`;
    case "human":
    case "calendar":
    case "list":
    case "bulk":
    case "auto-generated":
    case "challenge":
    case "spam":
      return "spam";
  }
}

const loops: readonly { readonly sign: string; readonly because: ParkedReason }[] = [
  { sign: "ourLoopMark", because: "loop-mark" },
  { sign: "ourMessageIdReturns", because: "loop-own-message-id" },
  { sign: "tooManyHops", because: "loop-hops" },
];
