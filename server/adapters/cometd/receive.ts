import type { BayeuxRequest } from "@postroom/contract";
import { type Exchange, exchange, isHandshake } from "./bayeux.ts";
import { replacedConnect } from "./connect.ts";
import { answerHeld, settle } from "./delivery.ts";
import { endSession } from "./ending.ts";
import type { Admission, Given } from "./given.ts";
import { isCrowded, putOnHold, takeHeld } from "./held.ts";
import { addLive, type Line, type Live, setSession } from "./registry.ts";
import { noteHandshake, noteLoss } from "./returns.ts";
import { isExpired } from "./session.ts";
import { frame, spreadMs, type World } from "./world.ts";

/** Who sends: the authenticated user, the HTTP session if a cookie proved it, and the browser if its connections are scarce (cometd.md 2, 17). */
export type Caller = {
  readonly user: string;
  readonly session?: string | undefined;
  readonly agentKey?: string | undefined;
};

/** Takes one request's messages and answers on `line`, now or when a held connect has something to say. */
export function receive(world: World, caller: Caller, messages: readonly BayeuxRequest[], line: Line): void {
  const opens = messages.some(isHandshake);
  const live = opens ? undefined : find(world, caller.user, messages);
  const result = exchange(live?.session, messages, given(world, caller, line, live, opens));
  if (live === undefined) {
    open(world, result, line);
    line.write(frame(result.deliveries, result.replies));
    return;
  }
  bind(live, line);
  if (messages.some((message) => message.channel === "/meta/connect" && message.clientId === live.session.clientId)) {
    replaceHeld(world, live);
  }
  answer(world, caller, live, result, line);
}

function answer(world: World, caller: Caller, live: Live, result: Exchange, line: Line): void {
  if (result.session === undefined) {
    // The held connect is answered first: over websocket a client closes the socket with the reply to its disconnect.
    endSession(world, live, "disconnected");
    line.write(frame(result.deliveries, result.replies));
    return;
  }
  if (result.hold !== undefined) {
    setSession(world.registry, live, result.session);
    putOnHold(world, live, { hold: result.hold, line, agentKey: caller.agentKey }, () => answerHeld(world, live));
    return;
  }
  const fate = line.write(frame(result.deliveries, result.replies));
  settle(world, live, { session: result.session, deliveries: result.deliveries, fate });
}

function given(world: World, caller: Caller, line: Line, live: Live | undefined, opens: boolean): Given {
  return {
    settings: world.settings,
    nowMs: world.clock.steady(),
    wallMs: world.clock.wall(),
    user: caller.user,
    transport: line.kind,
    transports: world.transports,
    admission: opens ? admission(world, caller.user) : denied,
    isCrowded: isCrowded(world, caller.agentKey, live),
    spreadMs: spreadMs(world),
  };
}

function admission(world: World, user: string): Admission {
  const { registry, settings } = world;
  if (world.isStopping) {
    return { kind: "stopping" };
  }
  if (
    (registry.byUser.get(user)?.size ?? 0) >= settings.sessionsPerUserMax ||
    registry.byId.size >= settings.sessionsMax
  ) {
    return denied;
  }
  return { kind: "admitted", clientId: Buffer.from(world.chance.bytes(clientIdBytes)).toString("hex") };
}

/**
 * The first session that the messages name which is this user's and has not expired; whoever else asks learns nothing (wire.md 3.2). A
 * message for one that is gone spoils nothing for those that come with it.
 */
function find(world: World, user: string, messages: readonly BayeuxRequest[]): Live | undefined {
  for (const { clientId } of messages) {
    const live = clientId === undefined ? undefined : living(world, user, clientId);
    if (live !== undefined) {
      return live;
    }
  }
  noteLoss(world, user);
  return undefined;
}

function living(world: World, user: string, clientId: string): Live | undefined {
  const live = world.registry.byId.get(clientId);
  if (live?.session.user !== user) {
    return undefined;
  }
  if (isExpired(live.session, world.clock.steady(), world.settings)) {
    endSession(world, live, "expired");
    return undefined;
  }
  return live;
}

function open(world: World, result: Exchange, line: Line): void {
  if (result.session === undefined) {
    return;
  }
  bind(addLive(world.registry, result.session), line);
  noteHandshake(world, result.session.user);
  world.metrics.count("postroom_bayeux_handshakes_total");
}

/** A socket that names a session for the first time becomes the one that its pushes take (cometd.md 2, 16). */
function bind(live: Live, line: Line): void {
  if (line.kind === "websocket" && !line.lives.has(live)) {
    line.lives.add(live);
    live.sockets.push(line);
  }
}

function replaceHeld(world: World, live: Live): void {
  const held = takeHeld(world, live);
  held?.line.write(frame([], [replacedConnect(held.hold, world.clock.steady(), world.settings)]));
}

const denied: Admission = { kind: "denied" };

/** 160 bits; 128 are asked for (cometd.md 2, 5). */
const clientIdBytes = 20;
