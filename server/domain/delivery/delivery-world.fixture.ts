import assert from "node:assert/strict";
import { type Delivery, type DeliveryOperation, deliver } from "./delivery.ts";
import { isHeldBack, type OutgoingHold, rowOfRound, underHold } from "./hold.ts";
import { type Attempted, rowOfOutcome } from "./outcome-row.ts";

/** One mail, the processes that try to send it, the next hop that counts dots, and the people who may hold, cancel and repeat. */
export type World = {
  delivery: Delivery;
  hold: OutgoingHold;
  /** Attempts under way, also of processes that froze: each has its claim and how far it has come. */
  attempts: Attempt[];
  dots: number;
  /** What allows one dot more: an explicit Resend, a temporary refusal after a dot (reliability.md 4, I12). */
  allowed: number;
  /** A 250 is written down. */
  isEvidenced: boolean;
  isMarkedSent: boolean;
};

type Attempt = { readonly fence: number; readonly messageId: string; at: "open" | "marked" | "dotted" };

export const newWorld = (): World => ({
  delivery: {
    ...{ interaction: "I1", state: "waiting", stage: undefined, messageId: "<m@acme.test>", from: "support@acme.test" },
    ...{
      to: ["ann@customer.test"],
      sha256: "ab",
      size: 10,
      sealedAt: 0,
      group: 1,
      isSent: false,
      queuedAt: 0,
      refusals: 0,
      attempts: 0,
      fence: 0,
    },
    ...{ nextAttempt: { due: 0, shown: 0 }, holdRound: 0 },
  },
  hold: { isHeld: false, round: 0, note: undefined },
  attempts: [],
  dots: 0,
  allowed: 1,
  isEvidenced: false,
  isMarkedSent: false,
});

/** Everything that can happen, by name; `which` chooses among the attempts under way. What is not possible changes nothing. */
export const moves: Readonly<Record<string, (world: World, which: number) => void>> = {
  claim(world) {
    const { delivery, hold } = world;
    if (hold.isHeld && delivery.holdRound !== hold.round) return;
    const claimed = deliver(delivery, "Claim", { fence: delivery.fence + 1, attempts: delivery.attempts + 1 });
    if (claimed === undefined) return;
    world.delivery = claimed;
    world.attempts.push({ fence: claimed.fence, messageId: claimed.messageId, at: "open" });
  },
  mark(world, which) {
    const attempt = chosen(world, which, "open");
    if (attempt === undefined || attempt.fence !== world.delivery.fence) return;
    if (!isHeldBack(world.delivery, world.hold) && saved(world, "MarkCommitting")) attempt.at = "marked";
  },
  withdraw(world, which) {
    const attempt = chosen(world, which, "marked");
    if (attempt === undefined || attempt.fence !== world.delivery.fence) return;
    if (saved(world, "WithdrawMark")) attempt.at = "open";
  },
  dot(world, which) {
    const attempt = chosen(world, which, "marked");
    if (attempt === undefined) return;
    attempt.at = "dotted";
    world.dots += 1;
  },
  accepted: (world, which) => ended(world, which, "dotted", "Accepted"),
  refused: (world, which) => ended(world, which, "dotted", "RefusedForGood"),
  deferred(world, which) {
    const before = world.delivery;
    ended(world, which, "dotted", "RefusedForNow");
    if (world.delivery !== before) world.allowed += 1;
  },
  replyLost: (world, which) => ended(world, which, "dotted", "LoseReply"),
  broken: (world, which) => ended(world, which, "open", "RefusedForNow"),
  refusedBefore: (world, which) => ended(world, which, "open", "RefusedForGood"),
  stopped: (world, which) => ended(world, which, "open", "LoseLease"),
  /** The lease ran out: whoever held the claim may be dead, or only frozen. */
  recover(world) {
    if (world.delivery.state !== "sending") return;
    world.delivery = { ...world.delivery, fence: world.delivery.fence + 1 };
    saved(world, world.delivery.stage === "committing" ? "LoseReply" : "LoseLease");
  },
  hold: (world) => void saved(world, "Hold", { holdRound: world.hold.round }),
  release: (world) => void saved(world, "Release", { holdRound: world.hold.round }),
  cancel: (world) => void saved(world, "Cancel"),
  resend(world) {
    const waiting = deliver(world.delivery, "Resend", { refusals: 0 });
    if (waiting === undefined) return;
    world.delivery = underHold(waiting, world.hold);
    world.allowed += 1;
  },
  markSent(world) {
    if (saved(world, "MarkSent")) world.isMarkedSent = true;
  },
  holdAll: (world) => newRound(world, true),
  releaseAll: (world) => newRound(world, false),
  follow(world) {
    const row = rowOfRound(world.delivery, world.hold);
    if (row !== undefined) saved(world, row, { holdRound: world.hold.round });
  },
};

/** What must be true after every move. */
export function assertWorld({ delivery, dots, allowed, isEvidenced, isMarkedSent }: World): void {
  assert(dots <= allowed, `${dots} dots, ${allowed} allowed`);
  assert.equal(delivery.stage !== undefined, delivery.state === "sending");
  if (delivery.state === "sent") assert(isEvidenced || isMarkedSent, "sent without evidence (I14)");
  if (delivery.state === "failed") assert(!isEvidenced, "failed, and the next hop has it");
}

function newRound(world: World, isHeld: boolean): void {
  world.hold = { ...world.hold, isHeld, round: world.hold.round + 1 };
}

const chosen = ({ attempts }: World, which: number, at: Attempt["at"]): Attempt | undefined => {
  const fitting = attempts.filter((attempt) => attempt.at === at);
  return fitting[which % Math.max(1, fitting.length)];
};

function saved(world: World, row: DeliveryOperation, change: Partial<Delivery> = {}): boolean {
  const next = deliver(world.delivery, row, change);
  if (next !== undefined) world.delivery = next;
  return next !== undefined;
}

/** As `record-delivery` writes an outcome. */
function ended(world: World, which: number, at: Attempt["at"], outcome: Attempted["row"]): void {
  const attempt = chosen(world, which, at);
  if (attempt === undefined) return;
  world.attempts = world.attempts.filter((one) => one !== attempt);
  const row = rowOfOutcome(world.delivery, { ...attempt, row: outcome }, world.isEvidenced);
  const isDone = row !== undefined && saved(world, row);
  if ((isDone || row === "SettleClaimed") && outcome === "Accepted") world.isEvidenced = true;
}
