import { writeSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { Log } from "../../ports/log.ts";
import { beat, newWatched, type Watched, watch } from "./beats.ts";

export type WatchdogOptions = {
  /** The thread's composition root. */
  readonly entry: URL;
  readonly log: Log;
  readonly blockedMsMax?: number;
};

/**
 * Ends this process when its event loop does not turn for 5 s: whoever runs it starts it again, and nothing that was answered is lost by
 * that; one that hangs helps nobody and keeps its port (reliability.md 7.3). A thread of its own watches, as nothing else still runs then.
 */
export function watchEventLoop({ entry, log, blockedMsMax }: WatchdogOptions): void {
  const watched = newWatched(blockedMsMax);
  const resourceLimits = { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4 };
  const worker = new Worker(entry, { workerData: watched, resourceLimits, execArgv: [] });
  worker.on("error", (cause) => log.warn({ cause }, "nobody watches the event loop"));
  worker.unref();
  beat(watched);
}

/** Runs in the watching thread. */
export function watchMainThread(watched: Watched): void {
  watch(watched, () => end(watched.blockedMsMax));
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
