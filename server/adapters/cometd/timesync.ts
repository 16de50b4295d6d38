import type { BayeuxReply, BayeuxRequest } from "@postroom/contract";

type Timesync = NonNullable<NonNullable<BayeuxReply["ext"]>["timesync"]>;

/**
 * The answer to a client that compares clocks: its time `tc`, ours when its message came `ts`, how long the answer took `p`, and how far off
 * the client's own guess was `a`; milliseconds.
 */
export function timesync(message: BayeuxRequest, wallMs: number, tookMs: number): Timesync | undefined {
  const asked = message.ext?.timesync;
  if (asked === undefined) {
    return undefined;
  }
  return { tc: asked.tc, ts: wallMs, p: Math.round(tookMs), a: asked.tc + (asked.o ?? 0) + (asked.l ?? 0) - wallMs };
}
