import { createHub, type Hub } from "../adapters/cometd/hub.ts";
import type { BayeuxSettings } from "../adapters/cometd/settings.ts";
import type { RecordedEvent } from "../domain/interaction/events.ts";
import { createLoop, type Loop, type LoopOptions } from "../loops/loop.ts";
import { type Telling, tellOnce } from "../loops/notifier.ts";
import type { Performing } from "../operations/perform.ts";
import type { Chance } from "../ports/chance.ts";
import type { Clock } from "../ports/clock.ts";
import type { Push } from "../ports/publisher.ts";
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
  readonly loop: Omit<LoopOptions, "name" | "intervalMs" | "tick">;
};

/** Push: the hub of this process's sessions and the loop that tells them. */
export type Pushing = { readonly hub: Hub; readonly loop: Loop; readonly telling: Telling };

const intervalMs = 100;

/** Numbers events, makes messages of them, hands them to the hub; begins behind what was told before this process started. */
export async function createPushing(options: Options): Promise<Pushing> {
  const { performing, loop: common } = options;
  const hub = createHub({ ...options, metrics: common.metrics, log: common.log });
  const telling: Telling = { position: await performing.store.read((reading) => reading.journal.lastPosition()) };
  const messages = (events: readonly RecordedEvent[]): Promise<readonly Push[]> =>
    pushMessages(performing.store, events, { publicUrl: options.publicUrl(), bodyBytesMax: options.bodyBytesMax });
  const tick = (): Promise<boolean> => tellOnce({ performing, publisher: hub, messages, telling });
  return { hub, telling, loop: createLoop({ ...common, name: "notifier", intervalMs, tick }) };
}
