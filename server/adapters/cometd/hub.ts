import type { BayeuxRequest } from "@postroom/contract";
import type { Chance } from "../../ports/chance.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { Metrics } from "../../ports/metrics.ts";
import type { Publisher } from "../../ports/publisher.ts";
import { isChannel } from "./channels.ts";
import { answerHeld, hears, publish } from "./delivery.ts";
import { endSession } from "./ending.ts";
import { abandonHeld } from "./held.ts";
import { type Caller, receive } from "./receive.ts";
import { addTo, createRegistry, type Line, removeFrom } from "./registry.ts";
import { createReturns } from "./returns.ts";
import type { Transport } from "./session.ts";
import type { BayeuxSettings } from "./settings.ts";
import { startSweep } from "./sweep.ts";
import type { World } from "./world.ts";

/** All push sessions of this process: user → sessions. The transports bring requests, the notifier brings messages. */
export interface Hub extends Publisher {
  readonly settings: BayeuxSettings;
  /** Says which transports a handshake may choose from. */
  serve(transports: readonly Transport[]): void;
  /** Answers the messages on `line`, now or later. */
  receive(caller: Caller, messages: readonly BayeuxRequest[], line: Line): void;
  /** A websocket of the user is open; false: the user has too many, and it has to be closed. */
  opened(user: string, line: Line): boolean;
  /** Nobody is at the other end of the line any more. */
  left(line: Line, user: string): void;
  /** No further session fits into this process. */
  isFull(): boolean;
  counts(): { readonly sessions: number; readonly held: number; readonly queued: number };
  /** Answers every held connect with "come back later", ends all sessions and opens none any more. May be called again. */
  stop(): void;
}

export function createHub(options: {
  readonly settings: BayeuxSettings;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly metrics: Metrics;
  readonly log: Log;
}): Hub {
  const registry = createRegistry();
  const world: World = {
    ...options,
    registry,
    returns: createReturns(),
    transports: ["long-polling"],
    isStopping: false,
  };
  const stopSweep = startSweep(world);
  return {
    settings: options.settings,
    serve: (transports) => {
      world.transports = transports;
    },
    publish: (messages) => publish(world, messages),
    listeners: (root) => listeners(world, root),
    hears: (user, topic) => hears(world, user, topic),
    hearers: (topic) => [...registry.byUser.keys()].filter((user) => hears(world, user, topic)),
    endSessionsOf: (user) => endSessionsOf(world, user),
    endLinesOf: (user, isEnded) => endLinesOf(world, user, isEnded),
    receive: (caller, messages, line) => receive(world, caller, messages, line),
    opened: (user, line) => opened(world, user, line),
    left: (line, user) => left(world, line, user),
    isFull: () => registry.byId.size >= options.settings.sessionsMax,
    counts: () => ({ sessions: registry.byId.size, held: registry.heldCount, queued: registry.queuedCount }),
    stop: () => {
      world.isStopping = true;
      stopSweep();
      for (const live of registry.byId.values()) {
        endSession(world, live, "stopping");
      }
    },
  };
}

function listeners({ registry }: World, root: string): ReadonlyMap<string, readonly string[]> {
  const byTopic = new Map<string, Set<string>>();
  for (const { session } of registry.byId.values()) {
    for (const name of session.subscriptions) {
      if (isChannel(name, name.length) && (name === root || name.startsWith(`${root}/`))) {
        addTo(byTopic, name, session.user);
      }
    }
  }
  return new Map([...byTopic].map(([topic, users]) => [topic, [...users]]));
}

/** A websocket was authenticated when it opened, so it has to close for the user's rights to be asked for again. */
function endSessionsOf(world: World, user: string): void {
  for (const live of [...(world.registry.byUser.get(user) ?? [])]) {
    endSession(world, live, "revoked");
  }
  for (const socket of [...(world.registry.socketsByUser.get(user) ?? [])]) {
    socket.close();
  }
}

/** A held poll is answered, and the next one asks for the cookie again; a websocket was asked once and has to close. The queues stay. */
function endLinesOf(world: World, user: string, isEnded: Parameters<Hub["endLinesOf"]>[1]): void {
  for (const live of world.registry.byUser.get(user) ?? []) {
    if (live.held !== undefined && isEnded(live.held.line.session)) {
      answerHeld(world, live);
    }
  }
  for (const socket of [...(world.registry.socketsByUser.get(user) ?? [])]) {
    if (isEnded(socket.session)) {
      socket.close();
    }
  }
}

function opened(world: World, user: string, line: Line): boolean {
  const { registry, settings } = world;
  if (world.isStopping || (registry.socketsByUser.get(user)?.size ?? 0) >= settings.socketsPerUserMax) {
    return false;
  }
  addTo(registry.socketsByUser, user, line);
  return true;
}

function left(world: World, line: Line, user: string): void {
  for (const live of line.lives) {
    if (live.held?.line === line) {
      abandonHeld(world, live);
    }
    const place = live.sockets.indexOf(line);
    if (place !== -1) {
      live.sockets.splice(place, 1);
    }
  }
  line.lives.clear();
  removeFrom(world.registry.socketsByUser, user, line);
}
