import { createHub, type Hub } from "../adapters/cometd/hub.ts";
import type { BayeuxSettings } from "../adapters/cometd/settings.ts";
import type { RecordedEvent } from "../domain/interaction/events.ts";
import { createLoop, type Loop, type LoopOptions } from "../loops/loop.ts";
import { type Telling, tellOnce } from "../loops/notifier.ts";
import { counting, countSome } from "../loops/view-counter.ts";
import { type Showing, showOnce } from "../loops/wallboard.ts";
import type { Performing } from "../operations/perform.ts";
import type { Chance } from "../ports/chance.ts";
import type { Clock } from "../ports/clock.ts";
import type { Push } from "../ports/publisher.ts";
import { movesCounts, viewsTopic } from "../wire/desktop/desk-push.ts";
import { pushMessages } from "../wire/push-messages.ts";

type Options = {
  readonly settings: BayeuxSettings;
  readonly performing: Performing;
  readonly clock: Clock;
  readonly chance: Chance;
  /** Setting `notificationBodyMax`. */
  readonly bodyBytesMax: number;
  /** Start of absolute URIs in notifications; known when HTTP listens. */
  readonly publicUrl: () => string;
  /** Nobody else serves from this database: every commit wakes the notifier here. */
  readonly isAlone: boolean;
  readonly loop: Omit<LoopOptions, "name" | "intervalMs" | "tick">;
};

/** Push: the hub of this process's sessions, the loop that tells them, and those that make what is told at most so often. */
export type Pushing = { readonly hub: Hub; readonly loops: readonly Loop[]; readonly telling: Telling };

/** Beside other processes, whose commits wake nobody here; and alone, where only what a command has written waits for it. */
const intervalMs = 100;
const aloneMs = 1_000;
/** While much happens, what comes in so many milliseconds is numbered and told together: each round costs a commit. architecture.md 7 */
const restMs = 40;
const countingMs = 500;
/** At most so often, whatever happens. desktop.md 7 */
const wallboardMs = 1_000;

/** Numbers events, makes messages of them, hands them to the hub; begins behind what was told before this process started. */
export async function createPushing(options: Options): Promise<Pushing> {
  const { performing, loop: common } = options;
  const hub = createHub({ ...options, metrics: common.metrics, log: common.log });
  const telling: Telling = { position: await performing.store.read((reading) => reading.journal.lastPosition()) };
  const counts = counting();
  const messages = (events: readonly RecordedEvent[]): Promise<readonly Push[]> => {
    if (events.some(({ event }) => movesCounts(event))) counts.isDue = true;
    return pushMessages(
      performing.store,
      events,
      { publicUrl: options.publicUrl(), bodyBytesMax: options.bodyBytesMax },
      hub.hears,
    );
  };
  const tick = (): Promise<boolean> => tellOnce({ performing, publisher: hub, messages, telling });
  const { store } = performing;
  const count = (): Promise<boolean> =>
    countSome({ store, publisher: hub, clock: options.clock, topic: viewsTopic }, counts);
  const showing: Showing = new Map();
  const show = (): Promise<boolean> => showOnce(store, hub, showing);
  const loops = [
    createLoop({ ...common, name: "notifier", intervalMs: options.isAlone ? aloneMs : intervalMs, restMs, tick }),
    createLoop({ ...common, name: "counter", intervalMs: countingMs, tick: count }),
    createLoop({ ...common, name: "wallboard", intervalMs: wallboardMs, tick: show }),
  ];
  return { hub, telling, loops };
}
