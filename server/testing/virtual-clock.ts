import type { Clock } from "../ports/clock.ts";

/** A clock that stands still until it is moved. */
export type VirtualClock = Clock & {
  /** Moves both times on. */
  advance(ms: number): void;
  /** Steps the wall clock alone. */
  stepWall(ms: number): void;
};

/** Starts at 2026-11-23T10:18:00Z on both clocks. */
export function virtualClock(start = Date.UTC(2026, 10, 23, 10, 18)): VirtualClock {
  let steadyMs = start;
  let wallMs = start;
  return {
    steady: () => steadyMs,
    wall: () => wallMs,
    advance(ms) {
      steadyMs += ms;
      wallMs += ms;
    },
    stepWall(ms) {
      wallMs += ms;
    },
  };
}
