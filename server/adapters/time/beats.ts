/** A number that a thread raises as long as its event loop turns, and how long it may stay the same. */
export type Watched = { readonly beats: Int32Array<SharedArrayBuffer>; readonly blockedMsMax: number };

/** The longest that an event loop may be blocked. reliability.md 7.3 */
const blockedMsMaxDefault = 5_000;

/** How often within the allowed time one looks. */
const looks = 10;

export const newWatched = (blockedMsMax = blockedMsMaxDefault): Watched => ({
  beats: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
  blockedMsMax,
});

/** Shows that this thread's event loop turns; keeps nothing alive. */
export function beat({ beats, blockedMsMax }: Watched): void {
  setInterval(() => Atomics.add(beats, 0, 1), blockedMsMax / looks / 2).unref();
}

/**
 * Calls `silent` when the other thread's event loop has not turned for as long as it may; until the answer is called. What counts is how often
 * it was looked, not the time between: a process that was stopped or a machine that slept has looked as little as it has beaten (P22).
 */
export function watch({ beats, blockedMsMax }: Watched, silent: () => void): () => void {
  let seen = Atomics.load(beats, 0);
  let silentLooks = 0;
  const timer = setInterval(() => {
    const now = Atomics.load(beats, 0);
    silentLooks = now === seen ? silentLooks + 1 : 0;
    seen = now;
    if (silentLooks >= looks) silent();
  }, blockedMsMax / looks);
  return () => clearInterval(timer);
}
