import type { Hold } from "./given.ts";
import { type Held, type Line, type Live, type Registry, setSession } from "./registry.ts";
import type { World } from "./world.ts";

/** Keeps a connect open on `line` until `takeHeld`; `onTimeout` runs when its time is over. */
export function putOnHold(
  world: World,
  live: Live,
  held: { readonly hold: Hold; readonly line: Line; readonly agentKey: string | undefined },
  onTimeout: () => void,
): void {
  const { registry } = world;
  live.held = { ...held, timer: setTimeout(onTimeout, held.hold.timeoutMs) };
  held.line.lives.add(live);
  registry.heldCount += 1;
  countAgent(registry, held.agentKey, 1);
}

/** The session's held connect, no longer held; whoever takes it answers it. */
export function takeHeld(world: World, live: Live): Held | undefined {
  const { held } = live;
  if (held === undefined) {
    return undefined;
  }
  clearTimeout(held.timer);
  live.held = undefined;
  world.registry.heldCount -= 1;
  countAgent(world.registry, held.agentKey, -1);
  if (held.line.kind === "long-polling") {
    held.line.lives.delete(live);
  }
  return held;
}

/** Nobody is at the other end of the held connect any more: the queue stays, and the time to come back starts (cometd.md 2, 14). */
export function abandonHeld(world: World, live: Live): void {
  if (takeHeld(world, live) !== undefined) {
    setSession(world.registry, live, { ...live.session, idleSinceMs: world.clock.steady() });
  }
}

/** Whether the browser holds all the connects that it can spare, not counting one that the new connect would replace. */
export function isCrowded(world: World, agentKey: string | undefined, live: Live | undefined): boolean {
  if (agentKey === undefined) {
    return false;
  }
  const own = live?.held?.agentKey === agentKey ? 1 : 0;
  return (world.registry.heldByAgent.get(agentKey) ?? 0) - own >= world.settings.heldPerAgentMax;
}

function countAgent(registry: Registry, agentKey: string | undefined, by: 1 | -1): void {
  if (agentKey === undefined) {
    return;
  }
  const count = (registry.heldByAgent.get(agentKey) ?? 0) + by;
  if (count === 0) {
    registry.heldByAgent.delete(agentKey);
  } else {
    registry.heldByAgent.set(agentKey, count);
  }
}
