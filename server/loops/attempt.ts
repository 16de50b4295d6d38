import { type DeliveryResult, handedBack, resultOf, takenForAll } from "../domain/delivery/attempt-result.ts";
import type { Delivery } from "../domain/delivery/delivery.ts";
import { saysTooFast } from "../domain/delivery/quota.ts";
import type { BackOff } from "../domain/delivery/retry-schedule.ts";
import type { TransportOutcome } from "../domain/delivery/transport-outcome.ts";
import type { Performing } from "../operations/perform.ts";
import type { Mark } from "../operations/system/mark-committing.ts";
import type { Chance } from "../ports/chance.ts";
import type { Clock } from "../ports/clock.ts";
import { FileDamaged, FileMissing, type Files } from "../ports/files.ts";
import type { Lease } from "../ports/lease.ts";
import { AccountRefused, HopFailed, type MailTransport, type SealedBytes } from "../ports/mail.ts";
import type { Pace } from "../ports/pace.ts";
import { NotApplied, OutcomeUnknown } from "../ports/store.ts";
import type { DeliveryCommits } from "./delivery-commits.ts";

export type Sending = {
  readonly performing: Performing;
  readonly transport: MailTransport;
  readonly files: Files;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly pace: Pace;
  readonly lease: Lease;
  readonly commits: DeliveryCommits;
  readonly onFault: (error: unknown) => void;
  /** How long the destination is left alone when it fails; 5 s to 60 s unless given. */
  readonly backOff?: BackOff;
};

/** The lease that must be left before the dot (mail.md 11.3 step 3). */
const leaseMarginMs = 5_000;
const recordPauseMs = 500;

/** How the hop fared in an attempt: it was reached; it failed; it wants another log-in (then why). */
export type HopState =
  | { readonly kind: "fine" | "failed"; readonly isTooFast: boolean }
  | { readonly kind: "accountRefused"; readonly text: string; readonly isTooFast: boolean };

/** An attempt that needs its connection no more. */
export type HandedOver = {
  readonly hop: HopState;
  readonly tookMs: number;
  /** Resolves when the outcome is durable. */
  readonly recorded: Promise<void>;
};

/**
 * One attempt of a claimed delivery: connect, hand over all but the end, make the mark durable, the dot; then the outcome is being written.
 * It is written again and again while the database is away, as long as the process lives.
 */
export async function attempt(sending: Sending, delivery: Delivery, failures: number): Promise<HandedOver> {
  const begun = begunNow(sending);
  const outcome = await handOver(sending, delivery);
  const recorded = record(sending, { outcome, delivery, failures, begun });
  return { hop: hopStateOf(outcome), tookMs: sending.clock.steady() - begun.at, recorded };
}

/** Gives a claim back of which no attempt came; resolves when that is durable. */
export const handBack = (sending: Sending, delivery: Delivery): Promise<void> =>
  retrying(sending, async () => {
    await sending.commits.record({ ...handedBack(endingNow(sending, delivery)), begun: begunNow(sending) });
  });

const endingNow = ({ clock, transport }: Sending, delivery: Delivery) => ({
  delivery,
  now: momentOf(clock),
  host: transport.destination,
});

const begunNow = ({ clock, transport }: Sending) => ({ at: clock.steady(), account: transport.destination });

async function record(sending: Sending, ended: Ended): Promise<void> {
  const result = await resultFor(sending, ended);
  if (result !== undefined) await retrying(sending, () => sending.commits.record({ ...result, begun: ended.begun }));
}

type Ended = {
  readonly outcome: TransportOutcome | HopFailed;
  readonly delivery: Delivery;
  readonly failures: number;
  readonly begun: NonNullable<DeliveryResult["begun"]>;
};

async function resultFor(
  sending: Sending,
  { outcome, delivery, failures }: Ended,
): Promise<DeliveryResult | undefined> {
  if ("refused" in outcome && outcome.kind === "accepted" && outcome.refused.length === 0) {
    return takenForAll(endingNow(sending, delivery), outcome.reply);
  }
  const settings = await retrying(sending, () => sending.commits.settings());
  return resultOf({
    ...endingNow(sending, delivery),
    // The hop was not reached: the schedule is not used up (mail.md 11.5).
    outcome: outcome instanceof HopFailed ? { kind: "broken", text: outcome.message, marked: false } : outcome,
    settings,
    failures,
    backOff: sending.backOff,
    isAccountRefused: outcome instanceof AccountRefused,
    fraction: sending.chance.fraction(),
  });
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
  const lasts = sending.lease.hold();
  const beforeDot = async (): Promise<boolean> => {
    isMarked = await mark(sending, delivery, lasts);
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
    const text = troubleOf(error);
    return isMarked ? { kind: "unknown", text } : { kind: "broken", text, marked: false };
  }
}

function troubleOf(error: unknown): string {
  if (error instanceof FileMissing || error instanceof FileDamaged) return "the stored message is damaged or missing";
  return `internal error: ${error instanceof Error ? error.name : "unknown"}`;
}

async function deliverOnce(
  sending: Sending,
  delivery: Delivery,
  beforeDot: () => Promise<boolean>,
): Promise<TransportOutcome> {
  const raw = await sealedBytes(sending.files, delivery);
  const session = await sending.transport.connect();
  try {
    const { returnPath: from = delivery.from, to, interaction: id } = delivery;
    return await session.deliver({ from, to, id }, raw, beforeDot);
  } finally {
    session.release();
  }
}

/** Most mails are small: one look into the store gives the whole. */
async function sealedBytes(files: Files, { sha256, size }: Delivery): Promise<SealedBytes> {
  if (size > keptBytesMax) return { size, open: (range) => files.open(sha256, range) };
  const bytes = Buffer.concat(await Array.fromAsync(files.open(sha256, { start: 0, end: size })));
  return {
    size,
    async *open({ start, end }) {
      if (start < end) yield bytes.subarray(start, end);
    },
  };
}

const keptBytesMax = 65_536;

/** The durable mark; no when the lease is short or the claim was lost, or when it cannot be written. */
async function mark(sending: Sending, delivery: Delivery, lasts: ReturnType<Lease["hold"]>): Promise<boolean> {
  if (!lasts(leaseMarginMs)) return false;
  const marked = await setMark(sending, delivery, "MarkCommitting").catch(() => false);
  return marked && lasts(leaseMarginMs);
}

const withdraw = (sending: Sending, delivery: Delivery): Promise<boolean> =>
  retrying(sending, () => setMark(sending, delivery, "WithdrawMark"));

const setMark = ({ commits }: Sending, { interaction, fence }: Delivery, row: Mark["row"]): Promise<boolean> =>
  commits.mark({ interaction, fence, row });

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
