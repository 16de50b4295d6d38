import { writeSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { Log } from "../../ports/log.ts";

/** What the watching thread is given: a number that the main thread raises, and how long it may stay the same. */
export type Watched = { readonly beats: Int32Array; readonly blockedMsMax: number };

export type WatchdogOptions = {
  /** The thread's composition root. */
  readonly entry: URL;
  readonly log: Log;
  readonly blockedMsMax?: number;
};

/** How often within the allowed time one looks. */
const looks = 10;

/**
 * Ends this process when its event loop does not turn for 5 s: whoever runs it starts it again, and nothing that was answered is lost by
 * that; one that hangs helps nobody and keeps its port (reliability.md 7.3). A thread of its own watches, as nothing else still runs then.
 */
export function watchEventLoop({ entry, log, blockedMsMax = 5_000 }: WatchdogOptions): void {
  const beats = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const watched: Watched = { beats, blockedMsMax };
  const resourceLimits = { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4 };
  const worker = new Worker(entry, { workerData: watched, resourceLimits, execArgv: [] });
  worker.on("error", (cause) => log.warn({ cause }, "nobody watches the event loop"));
  worker.unref();
  setInterval(() => Atomics.add(beats, 0, 1), blockedMsMax / looks / 2).unref();
}

/**
 * Runs in the watching thread. What counts is how often it has looked itself, not the time between: a process that was stopped or a machine
 * that slept has looked as little as it has beaten (P22).
 */
export function watch({ beats, blockedMsMax }: Watched): void {
  let seen = Atomics.load(beats, 0);
  let silentLooks = 0;
  setInterval(() => {
    const now = Atomics.load(beats, 0);
    silentLooks = now === seen ? silentLooks + 1 : 0;
    seen = now;
    if (silentLooks >= looks) end(blockedMsMax);
  }, blockedMsMax / looks);
}

/** Nobody else can: the main thread hears no signal, and a thread can't end the process with a code. */
function end(blockedMs: number): void {
  const line = { level: "error", time: new Date().toISOString(), blockedMs, msg: "the event loop is blocked" };
  try {
    writeSync(2, `${JSON.stringify(line)}\n`);
  } finally {
    process.kill(process.pid, "SIGKILL");
  }
}
