import { system } from "../domain/agent/actor.ts";
import type { Delivery } from "../domain/delivery/delivery.ts";
import { accountPauseMs, hopBackOffMs } from "../domain/delivery/retry-schedule.ts";
import { performAsSystem } from "../operations/perform.ts";
import { recoverDeliveries } from "../operations/system/recover-deliveries.ts";
import { slowDown } from "../operations/system/slow-down.ts";
import type { Clock } from "../ports/clock.ts";
import { attempt, type HopState, type Sending } from "./attempt.ts";

const recoverMax = 100;

/** State of the sender in this process: attempts under way, and how long the destination is left alone. */
export type SenderState = {
  /** Until their outcomes are written. */
  readonly underWay: Set<UnderWay>;
  /** Those of them that need a connection. */
  connected: number;
  failures: number;
  restUntil: number;
  /** Why the account was refused; the queue stays until it is taken again. */
  refusedAccount: string | undefined;
};

type UnderWay = { readonly interaction: string; readonly ended: Promise<void> };

export const senderState = (): SenderState => ({
  underWay: new Set(),
  connected: 0,
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
  const { state, clock, owner, commits, transport } = options;
  if (clock.steady() < state.restUntil) return false;
  const limit = roomOf(options);
  if (limit <= 0) return false;
  const claimed = await commits.claim({ owner, limit, account: transport.destination });
  for (const delivery of claimed) begin(options, delivery);
  return false;
}

/** As many as there are connections; while outcomes cannot be written, not ever more. */
function roomOf({ state: { failures, connected, underWay }, connectionsMax }: Options): number {
  // After a failure one attempt probes the hop alone.
  if (failures > 0) return 1 - underWay.size;
  return Math.min(connectionsMax - connected, 2 * connectionsMax - underWay.size);
}

/**
 * Deliveries whose process is gone: at the start, and whenever a lease has run out; and ours that nobody attempts, because the answer to
 * the commit of their claim was lost.
 */
export async function recoverLost({ performing, owner, state }: Pick<Options, "performing" | "owner" | "state">) {
  for (;;) {
    const underWay = [...state.underWay].map(({ interaction }) => interaction);
    const result = await performAsSystem(performing, {
      operation: recoverDeliveries,
      actor: system,
      input: { limit: recoverMax, own: { owner, underWay } },
    });
    if (!result.ok || result.value < recoverMax) return;
  }
}

function begin(options: Options, delivery: Delivery): void {
  const { state, again } = options;
  state.connected += 1;
  const ended = follow(options, delivery)
    .catch(options.onFault)
    .finally(() => {
      state.underWay.delete(underWay);
      again();
    });
  const underWay = { interaction: delivery.interaction, ended };
  state.underWay.add(underWay);
}

async function follow(options: Options, delivery: Delivery): Promise<void> {
  const { state, clock, again } = options;
  const { hop, recorded } = await attempt(options, delivery, state.failures + 1).finally(() => {
    state.connected -= 1;
  });
  state.failures = hop.kind === "fine" ? 0 : state.failures + 1;
  state.restUntil = hop.kind === "fine" ? 0 : clock.steady() + pauseMs(options, hop);
  noteAccount(options, hop);
  const slowed = hop.isTooFast ? tooFast(options) : Promise.resolve();
  // What takes the free connection is claimed in the commit that writes this outcome.
  await Promise.all([recorded, slowed.then(again)]);
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
