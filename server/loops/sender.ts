import { system } from "../domain/agent/actor.ts";
import { claimRoom, quickUntil, type SenderLoad, startRoom } from "../domain/delivery/claim-room.ts";
import type { Delivery } from "../domain/delivery/delivery.ts";
import { accountPauseMs, hopBackOffMs } from "../domain/delivery/retry-schedule.ts";
import { performAsSystem } from "../operations/perform.ts";
import { recoverDeliveries } from "../operations/system/recover-deliveries.ts";
import { slowDown } from "../operations/system/slow-down.ts";
import type { Clock } from "../ports/clock.ts";
import { attempt, type HopState, handBack, type Sending } from "./attempt.ts";

const recoverMax = 100;

/** State of the sender in this process: claims, attempts under way, and how long the destination is left alone. */
export type SenderState = {
  /** Until their outcomes are written. */
  readonly underWay: Set<UnderWay>;
  /** Those of them that need a connection. */
  connected: number;
  /** Claimed, and waiting for a connection; the oldest first. */
  readonly ahead: Delivery[];
  /** Until then, in steady time, the hop passes for quick. */
  quickUntil: number;
  failures: number;
  restUntil: number;
  /** Why the account was refused; the queue stays until it is taken again. */
  refusedAccount: string | undefined;
};

type UnderWay = { readonly interaction: string; readonly ended: Promise<void> };

export const senderState = (): SenderState => ({
  underWay: new Set(),
  connected: 0,
  ahead: [],
  quickUntil: 0,
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
 * of the hop. Attempts go on beside the loop, and take what is claimed ahead by themselves. mail.md 11.3, 11.5
 */
export async function sendSome(options: Options): Promise<void> {
  const { state, owner, commits, transport } = options;
  beginClaimed(options);
  if (isResting(options)) return;
  const limit = claimRoom(loadOf(options));
  if (limit <= 0) return;
  state.ahead.push(...(await commits.claim({ owner, limit, account: transport.destination })));
  beginClaimed(options);
}

/** Gives back what is claimed and has not begun. */
export function handBackAhead(options: Options): void {
  for (const delivery of options.state.ahead.splice(0)) follow(options, delivery, handBack(options, delivery));
}

const isResting = ({ state, clock }: Options): boolean => clock.steady() < state.restUntil;

const loadOf = ({ state, connectionsMax, clock }: Options): SenderLoad => ({
  ...{ connectionsMax, connected: state.connected, underWay: state.underWay.size, ahead: state.ahead.length },
  ...{ failures: state.failures, isQuick: clock.steady() < state.quickUntil },
});

/** What has a connection now begins; the rest waits only for a hop that is quick. */
function beginClaimed(options: Options): void {
  const { state } = options;
  const load = loadOf(options);
  const room = isResting(options) ? 0 : Math.max(0, startRoom(load));
  for (const delivery of state.ahead.splice(0, room)) begin(options, delivery);
  if (load.failures > 0 || !load.isQuick) handBackAhead(options);
}

/**
 * Deliveries whose process is gone: at the start, and whenever a lease has run out; and ours that nobody attempts, because the answer to
 * the commit of their claim was lost.
 */
export async function recoverLost({ performing, owner, state }: Pick<Options, "performing" | "owner" | "state">) {
  for (;;) {
    const underWay = [...state.underWay, ...state.ahead].map(({ interaction }) => interaction);
    const result = await performAsSystem(performing, {
      operation: recoverDeliveries,
      actor: system,
      input: { limit: recoverMax, own: { owner, underWay } },
    });
    if (!result.ok || result.value < recoverMax) return;
  }
}

function begin(options: Options, delivery: Delivery): void {
  options.state.connected += 1;
  follow(options, delivery, attemptNow(options, delivery));
}

function follow({ state, again, onFault }: Options, { interaction }: Delivery, work: Promise<void>): void {
  const ended = work.catch(onFault).finally(() => {
    state.underWay.delete(underWay);
    again();
  });
  const underWay = { interaction, ended };
  state.underWay.add(underWay);
}

async function attemptNow(options: Options, delivery: Delivery): Promise<void> {
  const { state, clock, again } = options;
  const { hop, tookMs, recorded } = await attempt(options, delivery, state.failures + 1).finally(() => {
    state.connected -= 1;
  });
  const now = clock.steady();
  state.quickUntil = hop.kind === "fine" ? quickUntil(tookMs, now) : 0;
  state.failures = hop.kind === "fine" ? 0 : state.failures + 1;
  state.restUntil = hop.kind === "fine" ? 0 : now + pauseMs(options, hop);
  noteAccount(options, hop);
  beginClaimed(options);
  const slowed = hop.isTooFast ? tooFast(options) : Promise.resolve();
  // What takes the place of that one is claimed in the commit that writes this outcome.
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
