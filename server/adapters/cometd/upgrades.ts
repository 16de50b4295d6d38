import { type IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { FastifyInstance } from "fastify";

type Upgrade = { readonly socket: Socket; readonly head: Buffer };

/**
 * Sends websocket upgrades through Fastify's router like any GET, so that authentication, origin and rate are asked in one place and a
 * refusal is an ordinary answer; the client then falls back at once (cometd.md 2). Returns the upgrades that wait for a route.
 */
export function routeUpgrades(fastify: FastifyInstance): WeakMap<IncomingMessage, Upgrade> {
  const upgrades = new WeakMap<IncomingMessage, Upgrade>();
  ignoreOtherUpgrades(fastify);
  fastify.server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    if (!(socket instanceof Socket)) {
      socket.destroy();
      return;
    }
    upgrades.set(request, { socket, head });
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    response.once("finish", () => socket.end());
    fastify.routing(request, response);
  });
  return upgrades;
}

/**
 * Java's HttpClient offers `Upgrade: h2c` with ordinary requests; with a listener for upgrades Node would no longer read their bodies. Node
 * takes this as an option of `createServer`, which belongs to whoever made the instance, and keeps it under the same name; releases before
 * 24.9 ignore it.
 */
function ignoreOtherUpgrades(fastify: FastifyInstance): void {
  Reflect.set(fastify.server, "shouldUpgradeCallback", isWebsocketUpgrade);
}

function isWebsocketUpgrade(request: IncomingMessage): boolean {
  return request.method === "GET" && request.headers.upgrade?.toLowerCase() === "websocket";
}
