import { system } from "../domain/agent/actor.ts";
import type { Delivery } from "../domain/delivery/delivery.ts";
import { accountPauseMs, hopBackOffMs } from "../domain/delivery/retry-schedule.ts";
import { type Performing, performAsSystem } from "../operations/perform.ts";
import { claimDeliveries } from "../operations/system/claim-deliveries.ts";
import { recoverDeliveries } from "../operations/system/recover-deliveries.ts";
import { slowDown } from "../operations/system/slow-down.ts";
import type { Clock } from "../ports/clock.ts";
import { attempt, type HopState, type Sending } from "./attempt.ts";

const recoverMax = 100;

/** State of the sender in this process: attempts under way, and how long the destination is left alone. */
export type SenderState = {
  readonly running: Set<Promise<void>>;
  failures: number;
  restUntil: number;
  /** Why the account was refused; the queue stays until it is taken again. */
  refusedAccount: string | undefined;
};

export const senderState = (): SenderState => ({
  running: new Set(),
  failures: 0,
  restUntil: 0,
  refusedAccount: undefined,
});

type Options = Sending & {
  readonly owner: string;
  readonly connectionsMax: number;
  readonly clock: Clock;
  readonly state: SenderState;
  /** Asks for another look when an attempt has ended. */
  readonly again: () => void;
  /** The account was refused (why), or is taken again (undefined): told once, when it changes. */
  readonly onAccount: (refused: string | undefined) => void;
};

/**
 * Claims due deliveries and begins their attempts, at most `connectionsMax` at a time, none while the destination rests after a failure
 * of the hop. Attempts go on beside the loop. True when more may be due. mail.md 11.3, 11.5
 */
export async function sendSome(options: Options): Promise<boolean> {
  const { state, clock } = options;
  if (clock.steady() < state.restUntil) return false;
  // After a failure one attempt probes the hop alone.
  const room = (state.failures > 0 ? 1 : options.connectionsMax) - state.running.size;
  if (room <= 0) return false;
  const claimed = await performAsSystem(options.performing, {
    operation: claimDeliveries,
    actor: system,
    input: { owner: options.owner, limit: room, account: options.transport.destination },
  });
  if (!claimed.ok) return false;
  for (const delivery of claimed.value) begin(options, delivery);
  return false;
}

/** Deliveries whose process is gone: at the start, and whenever a lease has run out. */
export async function recoverLost(performing: Performing): Promise<void> {
  for (;;) {
    const result = await performAsSystem(performing, {
      operation: recoverDeliveries,
      actor: system,
      input: { limit: recoverMax },
    });
    if (!result.ok || result.value < recoverMax) return;
  }
}

function begin(options: Options, delivery: Delivery): void {
  const { state, clock, again } = options;
  const running = attempt(options, delivery, state.failures + 1).then(async (hop) => {
    state.failures = hop.kind === "fine" ? 0 : state.failures + 1;
    state.restUntil = hop.kind === "fine" ? 0 : clock.steady() + pauseMs(options, hop);
    noteAccount(options, hop);
    if (hop.isTooFast) await tooFast(options);
  });
  const ended = running.catch(options.onFault).finally(() => {
    state.running.delete(ended);
    again();
  });
  state.running.add(ended);
}

const pauseMs = ({ state, backOff }: Options, { kind }: HopState): number =>
  kind === "accountRefused" ? accountPauseMs : hopBackOffMs(state.failures, backOff);

/** A hop that failed otherwise says nothing of the account. */
function noteAccount({ state, onAccount }: Options, hop: HopState): void {
  if (hop.kind === "failed") return;
  const refused = hop.kind === "accountRefused" ? hop.text : undefined;
  if ((refused === undefined) !== (state.refusedAccount === undefined)) onAccount(refused);
  state.refusedAccount = refused;
}

const tooFast = ({ performing, transport }: Options) =>
  performAsSystem(performing, { operation: slowDown, actor: system, input: { account: transport.destination } });
