import type { Hold } from "./given.ts";
import type { Session, Transport } from "./session.ts";

/** The way back to a client: one HTTP answer, or a websocket for as long as it is open. */
export type Line = {
  readonly kind: Transport;
  /** The HTTP session that proved who is there; undefined: it was proved in the request. */
  readonly session: string | undefined;
  /** `slow`: the client has not read what it got before, and the line is cut. `closed`: nobody is there. Neither has sent anything. */
  write(json: string): "written" | "slow" | "closed";
  close(): void;
  /** The sessions that hold a connect here or push here. */
  readonly lives: Set<Live>;
};

/** A session with what belongs to this process: its held connect and its sockets, the newest last. */
export type Live = { session: Session; held: Held | undefined; readonly sockets: Line[] };

export type Held = {
  readonly hold: Hold;
  readonly line: Line;
  readonly timer: NodeJS.Timeout;
  readonly agentKey: string | undefined;
};

/** All sessions of this process. Keyed by what clients send, hence only Maps and Sets. */
export type Registry = {
  readonly byId: Map<string, Live>;
  readonly byUser: Map<string, Set<Live>>;
  readonly socketsByUser: Map<string, Set<Line>>;
  readonly heldByAgent: Map<string, number>;
  /** Sessions with something in their queue, in the order in which they began to wait. */
  readonly waiting: Set<Live>;
  heldCount: number;
  queuedCount: number;
};

export function createRegistry(): Registry {
  return {
    byId: new Map(),
    byUser: new Map(),
    socketsByUser: new Map(),
    heldByAgent: new Map(),
    waiting: new Set(),
    heldCount: 0,
    queuedCount: 0,
  };
}

export function addLive(registry: Registry, session: Session): Live {
  const live: Live = { session, held: undefined, sockets: [] };
  registry.byId.set(session.clientId, live);
  addTo(registry.byUser, session.user, live);
  return live;
}

export function isLive(registry: Registry, live: Live): boolean {
  return registry.byId.get(live.session.clientId) === live;
}

/** Forgets a session whose held connect was taken before. */
export function removeLive(registry: Registry, live: Live): void {
  setSession(registry, live, { ...live.session, queue: [], queueBytes: 0 });
  registry.byId.delete(live.session.clientId);
  removeFrom(registry.byUser, live.session.user, live);
  for (const socket of live.sockets.splice(0)) {
    socket.lives.delete(live);
  }
}

/** Replaces a session's state and keeps count of what waits. */
export function setSession(registry: Registry, live: Live, session: Session): void {
  registry.queuedCount += session.queue.length - live.session.queue.length;
  live.session = session;
  if (session.queue.length === 0) {
    registry.waiting.delete(live);
  } else {
    registry.waiting.add(live);
  }
}

export function addTo<Item>(sets: Map<string, Set<Item>>, key: string, item: Item): void {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set.add(item));
}

export function removeFrom<Item>(sets: Map<string, Set<Item>>, key: string, item: Item): void {
  const set = sets.get(key);
  set?.delete(item);
  if (set?.size === 0) {
    sets.delete(key);
  }
}
