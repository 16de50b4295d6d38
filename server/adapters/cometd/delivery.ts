import type { Push } from "../../ports/publisher.ts";
import { take } from "./acknowledgement.ts";
import { patternsMatching } from "./channels.ts";
import { answerConnect } from "./connect.ts";
import { endSession } from "./ending.ts";
import { takeHeld } from "./held.ts";
import { isLive, type Line, type Live, setSession } from "./registry.ts";
import { type Delivery, isSubscribed, type Session, takesPushes, withDelivery } from "./session.ts";
import { frame, type World } from "./world.ts";

/** Hands messages to the sessions of their users, in the given order; each session is answered once for all of them. */
export function publish(world: World, messages: readonly Push[]): void {
  const touched = new Set<Live>();
  for (const push of messages) {
    const listeners = audience(world, push);
    const json = listeners.length === 0 ? "" : JSON.stringify({ channel: push.topic, data: push.data });
    const delivery = { json, bytes: Buffer.byteLength(json) };
    for (const live of listeners) {
      deliver(world, live, delivery);
      touched.add(live);
    }
  }
  for (const live of touched) {
    flush(world, live);
  }
}

/** Whether a session of the user listens to the topic. */
export const hears = (world: World, user: string, topic: string): boolean =>
  audience(world, { user, topic, data: {} }).length > 0;

/** Answers the held connect with everything that waits, which may be nothing: then its time was over. */
export function answerHeld(world: World, live: Live): void {
  const held = takeHeld(world, live);
  if (held === undefined) {
    return;
  }
  const { session, deliveries, reply } = answerConnect(live.session, held.hold, world.clock.steady(), world.settings);
  settle(world, live, { session, deliveries, fate: held.line.write(frame(deliveries, [reply])) });
}

/** What a write means for the session: what went nowhere still waits, and a client that does not read loses its session instead of a message. */
export function settle(
  world: World,
  live: Live,
  sent: {
    readonly session: Session;
    readonly deliveries: readonly string[];
    readonly fate: ReturnType<Line["write"]>;
  },
): void {
  if (sent.fate === "slow") {
    endSession(world, live, "slow");
    return;
  }
  if (sent.fate === "closed") {
    const { queue, queueBytes } = sent.session.hasAcknowledgement ? sent.session : live.session;
    setSession(world.registry, live, { ...sent.session, queue, queueBytes });
    return;
  }
  setSession(world.registry, live, sent.session);
  if (sent.deliveries.length > 0) {
    world.metrics.count("postroom_bayeux_deliveries_total", {}, sent.deliveries.length);
  }
}

/** The user's sessions that listen to the topic. A topic has no user in its name, so nobody can reach another's (wire.md 3.3). */
function audience(world: World, push: Push): readonly Live[] {
  const { byId, byUser } = world.registry;
  const lives = push.user === undefined ? byId.values() : byUser.get(push.user);
  if (lives === undefined) {
    return [];
  }
  const patterns = patternsMatching(push.topic);
  return [...lives].filter((live) => isSubscribed(live.session, patterns));
}

/** Sends what waits, if there is a way: a websocket without acknowledgement, beside any held connect (cometd.md 2, 20), or the held connect. */
function flush(world: World, live: Live): void {
  const { session } = live;
  if (session.queue.length === 0) {
    return;
  }
  const socket = live.sockets.at(-1);
  if (socket === undefined || !takesPushes(session)) {
    answerHeld(world, live);
    return;
  }
  const taken = take(session);
  const fate = socket.write(frame(taken.deliveries, []));
  settle(world, live, { session: taken.session, deliveries: taken.deliveries, fate });
}

/** A full queue that can go out now does so first: only what cannot leave counts against the limit. */
function deliver(world: World, live: Live, delivery: Delivery): void {
  const nowMs = world.clock.steady();
  let next = withDelivery(live.session, delivery, nowMs, world.settings);
  if (next === undefined) {
    flush(world, live);
    if (!isLive(world.registry, live)) {
      return;
    }
    next = withDelivery(live.session, delivery, nowMs, world.settings);
  }
  if (next === undefined) {
    endSession(world, live, "overflow");
  } else {
    setSession(world.registry, live, next);
  }
}
