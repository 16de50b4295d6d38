import type { BayeuxAdvice } from "@postroom/contract";
import type { BayeuxSettings } from "./settings.ts";

/** Stands in every successful connect reply, so that a late 402 of an earlier session cannot leave a client with its advice. */
export function retryAdvice(settings: BayeuxSettings): BayeuxAdvice {
  return {
    reconnect: "retry",
    interval: 0,
    timeout: settings.longPollTimeoutMs,
    maxInterval: settings.maxIntervalMs,
  };
}

/** For a browser whose other tabs already hold all the connects it can spare (cometd.md 2, 17). */
export function crowdedAdvice(settings: BayeuxSettings): BayeuxAdvice {
  return { ...retryAdvice(settings), interval: settings.crowdedIntervalMs, "multiple-clients": true };
}

/** Start again after `spreadMs`: a random time of ours keeps thousands of clients from returning in the same second. */
export function handshakeAdvice(spreadMs: number): BayeuxAdvice {
  return { reconnect: "handshake", interval: Math.floor(spreadMs) };
}

export const noAdviceToReturn: BayeuxAdvice = { reconnect: "none" };
