import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type RawData, WebSocket, WebSocketServer } from "ws";
import { readMessages } from "./bayeux.ts";
import type { Hub } from "./hub.ts";
import { inPace } from "./pacing.ts";
import type { Caller } from "./receive.ts";
import type { Line } from "./registry.ts";
import { routeUpgrades } from "./upgrades.ts";

/** The websockets of one Fastify instance. */
export type Sockets = {
  /** Answers an upgrade that was authenticated; false: the request asked for none. */
  accept(caller: Caller, request: FastifyRequest, reply: FastifyReply): boolean;
  /** Says good-bye and cuts those that do not answer within `closeGraceMs`. */
  stop(): void;
};

type Told = {
  /** Told of every message before it is read: somebody is there. */
  readonly onMessage: (user: string) => void;
  /** Takes one message's share of what the user may ask; else for how many milliseconds there is none. */
  readonly waitMs: (user: string) => number;
};

export function createSockets(fastify: FastifyInstance, hub: Hub, told: Told): Sockets {
  const { settings } = hub;
  const open: OpenSockets = new Map();
  const upgrades = routeUpgrades(fastify);
  // Compression costs 254 kB per client against 17 (measured).
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: settings.requestBytesMax,
    perMessageDeflate: false,
  });
  const pings = setInterval(() => ping(open), settings.pingIntervalMs);
  pings.unref();
  return {
    accept: (caller, request, reply) => {
      const upgrade = upgrades.get(request.raw);
      if (upgrade === undefined) {
        return false;
      }
      reply.hijack();
      reply.raw.detachSocket(upgrade.socket);
      server.handleUpgrade(request.raw, upgrade.socket, upgrade.head, (socket) => {
        track(open, socket);
        attach(hub, caller, socket, told);
      });
      return true;
    },
    stop: () => {
      clearInterval(pings);
      closeAll(open, settings.closeGraceMs);
    },
  };
}

function attach(hub: Hub, caller: Caller, socket: WebSocket, { onMessage, waitMs }: Told): void {
  const line = socketLine(socket, caller, hub.settings.bufferedBytesMax);
  // A protocol error or an oversized frame: ws closes with the right code by itself and reports `close` next.
  socket.on("error", () => undefined);
  if (!hub.opened(caller.user, line)) {
    socket.close(closeCodes.tryAgainLater);
    return;
  }
  socket.on("close", () => hub.left(line, caller.user));
  const receive = ({ data, isBinary }: Frame): void => {
    onMessage(caller.user);
    const json = isBinary ? undefined : parse(data);
    if (json === undefined) {
      socket.close(closeCodes.notText);
    } else if (Array.isArray(json) && json.length > hub.settings.messagesPerRequestMax) {
      socket.close(closeCodes.tooBig);
    } else {
      hub.receive(caller, readMessages(json), line);
    }
  };
  const take = inPace(socket, () => waitMs(caller.user), receive);
  socket.on("message", (data, isBinary) => take({ data, isBinary }));
}

type Frame = { readonly data: RawData; readonly isBinary: boolean };

function socketLine(socket: WebSocket, { session }: Caller, bufferedBytesMax: number): Line {
  return {
    kind: "websocket",
    session,
    lives: new Set(),
    close: () => socket.close(closeCodes.policy),
    write: (json) => {
      if (socket.readyState !== WebSocket.OPEN) {
        return "closed";
      }
      if (socket.bufferedAmount > bufferedBytesMax) {
        socket.terminate();
        return "slow";
      }
      socket.send(json);
      return "written";
    },
  };
}

type OpenSockets = Map<WebSocket, { isAlive: boolean }>;

function track(open: OpenSockets, socket: WebSocket): void {
  const state = { isAlive: true };
  open.set(socket, state);
  socket.on("pong", () => {
    state.isAlive = true;
  });
  socket.once("close", () => open.delete(socket));
}

/** Keeps proxies from closing a quiet connection, and finds the dead ones: no pong since the last ping. */
function ping(open: OpenSockets): void {
  for (const [socket, state] of open) {
    if (!state.isAlive) {
      socket.terminate();
    } else if (socket.readyState === WebSocket.OPEN) {
      state.isAlive = false;
      socket.ping();
    }
  }
}

function closeAll(open: OpenSockets, graceMs: number): void {
  const sockets = [...open.keys()];
  for (const socket of sockets) {
    socket.close(closeCodes.goingAway);
  }
  const cut = setTimeout(() => {
    for (const socket of sockets) {
      socket.terminate();
    }
  }, graceMs);
  cut.unref();
}

function parse(frame: RawData): unknown {
  try {
    return JSON.parse(frame.toString());
  } catch {
    return undefined;
  }
}

/** RFC 6455 §7.4.1. */
const closeCodes = { goingAway: 1001, notText: 1007, policy: 1008, tooBig: 1009, tryAgainLater: 1013 } as const;
