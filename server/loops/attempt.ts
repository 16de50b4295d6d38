import { system } from "../domain/agent/actor.ts";
import type { Delivery } from "../domain/delivery/delivery.ts";
import { saysTooFast } from "../domain/delivery/quota.ts";
import { type Performing, performAsSystem } from "../operations/perform.ts";
import { markCommitting } from "../operations/system/mark-committing.ts";
import { recordDelivery } from "../operations/system/record-delivery.ts";
import type { Chance } from "../ports/chance.ts";
import type { Clock } from "../ports/clock.ts";
import type { Files } from "../ports/files.ts";
import {
  AccountRefused,
  HopFailed,
  type MailTransport,
  type SealedBytes,
  type TransportOutcome,
} from "../ports/mail.ts";
import type { Pace } from "../ports/pace.ts";
import { NotApplied, OutcomeUnknown } from "../ports/store.ts";
import { resultOf } from "./attempt-result.ts";

export type Sending = {
  readonly performing: Performing;
  readonly transport: MailTransport;
  readonly files: Files;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly pace: Pace;
  /** Whether this process's lease has at least so many milliseconds left. */
  readonly holdsLease: (marginMs: number) => boolean;
  readonly onFault: (error: unknown) => void;
};

/** The lease that must be left before the dot (mail.md 11.3 step 3). */
const leaseMarginMs = 5_000;
const recordPauseMs = 500;

/** How the hop fared in an attempt: it was reached; it failed; it wants another log-in (then why). */
export type HopState =
  | { readonly kind: "fine" | "failed"; readonly isTooFast: boolean }
  | { readonly kind: "accountRefused"; readonly text: string; readonly isTooFast: boolean };

/**
 * One attempt of a claimed delivery: connect, hand over all but the end, make the mark durable, the dot, write the outcome. Says how the
 * hop fared. An outcome is written again and again while the database is away, as long as the process lives.
 */
export async function attempt(sending: Sending, delivery: Delivery, failures: number): Promise<HopState> {
  const outcome = await handOver(sending, delivery);
  const settings = await retrying(sending, () => sending.performing.store.read((reading) => reading.centre.settings()));
  const result = resultOf({
    // The hop was not reached: the schedule is not used up (mail.md 11.5).
    outcome: outcome instanceof HopFailed ? { kind: "broken", text: outcome.message, marked: false } : outcome,
    delivery,
    settings,
    failures,
    isAccountRefused: outcome instanceof AccountRefused,
    now: momentOf(sending.clock),
    fraction: sending.chance.fraction(),
    host: sending.transport.destination,
  });
  if (result !== undefined) {
    await retrying(sending, () =>
      performAsSystem(sending.performing, {
        operation: recordDelivery,
        actor: system,
        target: delivery.interaction,
        input: result,
      }),
    );
  }
  return hopStateOf(outcome);
}

function hopStateOf(outcome: TransportOutcome | HopFailed): HopState {
  if (outcome instanceof HopFailed) {
    const isTooFast = saysTooFast(outcome.code, "");
    if (outcome instanceof AccountRefused) return { kind: "accountRefused", text: outcome.message, isTooFast };
    return { kind: "failed", isTooFast };
  }
  const replies = "refused" in outcome ? [outcome.reply, ...outcome.refused.map(({ reply }) => reply)] : [];
  return { kind: "fine", isTooFast: replies.some(({ code, enhancedCode }) => saysTooFast(code, enhancedCode)) };
}

async function handOver(sending: Sending, delivery: Delivery): Promise<TransportOutcome | HopFailed> {
  let isMarked = false;
  const beforeDot = async (): Promise<boolean> => {
    isMarked = await mark(sending, delivery);
    return isMarked;
  };
  try {
    const outcome = await deliverOnce(sending, delivery, beforeDot);
    // Also when we stopped ourselves: the mark may be there although its writing seemed to fail, or the lease ran short behind it.
    if (outcome.kind === "stopped" || (outcome.kind === "broken" && outcome.marked)) await withdraw(sending, delivery);
    return outcome;
  } catch (error) {
    if (error instanceof HopFailed) return error;
    // Our own trouble, such as a sealed file that cannot be read. Behind the mark nobody knows what left.
    sending.onFault(error);
    const text = `internal error: ${error instanceof Error ? error.name : "unknown"}`;
    return isMarked ? { kind: "unknown", text } : { kind: "broken", text, marked: false };
  }
}

async function deliverOnce(
  sending: Sending,
  delivery: Delivery,
  beforeDot: () => Promise<boolean>,
): Promise<TransportOutcome> {
  const { sha256, size } = delivery;
  const raw: SealedBytes = { size, open: (range) => sending.files.open(sha256, range) };
  const session = await sending.transport.connect();
  try {
    return await session.deliver({ from: delivery.from, to: delivery.to }, raw, beforeDot);
  } finally {
    session.release();
  }
}

/** The durable mark; no when the lease is short or the claim was lost, or when it cannot be written. */
async function mark(sending: Sending, delivery: Delivery): Promise<boolean> {
  if (!sending.holdsLease(leaseMarginMs)) return false;
  const marked = await setMark(sending, delivery, "MarkCommitting").catch(() => false);
  return marked && sending.holdsLease(leaseMarginMs);
}

const withdraw = (sending: Sending, delivery: Delivery): Promise<boolean> =>
  retrying(sending, () => setMark(sending, delivery, "WithdrawMark"));

async function setMark(sending: Sending, delivery: Delivery, row: "MarkCommitting" | "WithdrawMark"): Promise<boolean> {
  const { interaction, fence } = delivery;
  const result = await performAsSystem(sending.performing, {
    operation: markCommitting,
    actor: system,
    target: interaction,
    input: { fence, row },
  });
  return result.ok && result.value;
}

const momentOf = (clock: Clock) => ({ steady: Math.floor(clock.steady()), wall: Math.floor(clock.wall()) });

async function retrying<T>({ pace }: Sending, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      // Written or not, once more does no harm: the row decides by fence, state and stage.
      if (!(error instanceof NotApplied || error instanceof OutcomeUnknown)) throw error;
      await new Promise<void>((resolve) => pace.after(recordPauseMs, resolve));
    }
  }
}
