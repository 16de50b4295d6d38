import { setImmediate as turn } from "node:timers/promises";
import { createTransport } from "../adapters/smtp/sender.ts";
import type { Relay } from "../adapters/smtp/sender-relay.ts";
import type { SenderSettings } from "../adapters/smtp/sender-settings.ts";
import type { BackOff } from "../domain/delivery/retry-schedule.ts";
import { deliveryCommits } from "../loops/delivery-commits.ts";
import { createLoop, type Loop, type LoopOptions } from "../loops/loop.ts";
import { handBackAhead, recoverLost, senderState, sendSome } from "../loops/sender.ts";
import type { Performing } from "../operations/perform.ts";
import type { Chance } from "../ports/chance.ts";
import type { Clock } from "../ports/clock.ts";
import type { Files } from "../ports/files.ts";
import type { Lease } from "../ports/lease.ts";
import type { MailTransport } from "../ports/mail.ts";

type Options = {
  readonly relay: Relay;
  readonly name: string;
  readonly settings: Partial<SenderSettings>;
  readonly backOff: BackOff;
  readonly performing: Performing;
  readonly files: Files;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly lease: Lease;
  /** Names this process in claims. */
  readonly owner: string;
  /** Nobody else serves from this database: no other process can die. */
  readonly isAlone: boolean;
  readonly loop: Omit<LoopOptions, "name" | "intervalMs" | "tick">;
};

/** The sender: its loop over the pooled transport. */
export type Sending = { readonly loop: Loop; readonly transport: MailTransport; stop(): Promise<void> };

const intervalMs = 1_000;
/** What a dead process has claimed is taken over 12 s after it said last that it lives, and so much later. reliability.md P22 */
const recoverEveryMs = 1_000;
/** For claims of our own whose commit seemed to fail. */
const recoverAloneMs = 10_000;

/** E-mail out: what an earlier process left is settled first, then due deliveries are claimed and attempted. mail.md 11 */
export function createSending(options: Options): Sending {
  const { loop: common, performing } = options;
  const transport = createTransport({
    relay: options.relay,
    name: options.name,
    log: common.log,
    metrics: common.metrics,
    settings: options.settings,
  });
  const state = senderState();
  const commits = deliveryCommits(performing, twoTurns);
  const again = oncePerTurn(() => common.wake.loop("sender"));
  const everyMs = options.isAlone ? recoverAloneMs : recoverEveryMs;
  let recoveredAt = Number.NEGATIVE_INFINITY;
  const sender = {
    ...options,
    ...{ transport, commits, state, again },
    pace: common.pace,
    connectionsMax: options.settings.connectionsMax ?? 5,
    onAccount: (refused: string | undefined) => {
      const { destination } = transport;
      common.metrics.gauge("postroom_relay_account_refused", refused === undefined ? 0 : 1);
      if (refused === undefined) common.log.info({ destination }, "the relay takes our account again");
      else
        common.log.error(
          { alarm: "relay-account-refused", destination, text: refused },
          "the relay refuses our account",
        );
    },
    onFault: (error: unknown) => common.log.error({ error }, "an attempt failed by our own fault"),
  };
  const tick = async (): Promise<boolean> => {
    const now = options.clock.steady();
    if (now - recoveredAt >= everyMs) {
      await recoverLost(sender);
      recoveredAt = now;
    }
    await sendSome(sender);
    return false;
  };
  const loop = createLoop({ ...common, name: "sender", intervalMs, tick });
  return {
    ...{ loop, transport },
    async stop() {
      await loop.stop();
      handBackAhead(sender);
      await transport.stop();
      await Promise.allSettled([...state.underWay].map(({ ended }) => ended));
    },
  };
}

/** In the first the sender hears that a connection is free, in the second it asks for another delivery. */
async function twoTurns(): Promise<void> {
  await turn();
  await turn();
}

/** Attempts that end in the same turn of the event loop make room together, and one claim fills it. */
function oncePerTurn(act: () => void): () => void {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    setImmediate(() => {
      isDue = false;
      act();
    });
  };
}
