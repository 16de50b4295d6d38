import type { BayeuxReply } from "@postroom/contract";
import { handshakeAdvice } from "./advice.ts";
import { lastConnect } from "./connect.ts";
import { type Hold, refused } from "./given.ts";
import { takeHeld } from "./held.ts";
import { type Live, removeLive } from "./registry.ts";
import { wordings } from "./wording.ts";
import { frame, spreadMs, type World } from "./world.ts";

/** `disconnected` by the client itself; `overflow`, `slow`: it did not keep up; `expired`; `revoked`: log-out; `stopping`. A closed set: it labels a metric. */
export type Ending = "disconnected" | "overflow" | "slow" | "expired" | "revoked" | "stopping";

/** Removes a session and answers its held connect. All but a client that disconnected get 402 from now on and read their state again. */
export function endSession(world: World, live: Live, ending: Ending): void {
  const held = takeHeld(world, live);
  removeLive(world.registry, live);
  held?.line.write(frame([], [farewell(world, held.hold, ending)]));
  world.metrics.count("postroom_bayeux_sessions_ended_total", { reason: ending });
  if (ending === "overflow" || ending === "slow") {
    world.log.warn({ user: live.session.user, ending }, "push session ended: its client does not keep up");
  }
}

function farewell(world: World, hold: Hold, ending: Ending): BayeuxReply {
  if (ending === "disconnected") {
    return lastConnect(hold, world.clock.steady());
  }
  const { unknownClient } = wordings[world.settings.wording];
  return refused(hold.message, unknownClient, { advice: handshakeAdvice(spreadMs(world)) });
}
