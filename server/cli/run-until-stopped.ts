import { watchEventLoop } from "../adapters/time/watchdog.ts";
import type { Log } from "../ports/log.ts";

/** The longest a stop may take (product.md). */
const stopMsMax = 30_000;

/**
 * Signals within this time are one wish: Ctrl-C goes to a whole group, and whoever stands in front of us (bin/postroom.mjs under an old
 * Node, npm) hands on what we have had already.
 */
const oneWishMs = 250;

/**
 * Starts something, waits for SIGTERM or SIGINT, stops it. A signal during the start is kept until it is over. A second signal ends
 * the process at once with exit code 1; so do a stop that takes too long, and whatever nobody caught; from the start on a watchdog ends it when
 * its event loop is blocked (reliability.md 2.10, 7.3).
 */
export async function runUntilStopped(start: () => Promise<{ stop(): Promise<void> }>, log: Log): Promise<void> {
  endOnFault(log);
  const stopAsked = firstSignal(log);
  const running = await start();
  watchEventLoop({ entry: new URL("../watchdog-thread.ts", import.meta.url), log });
  await stopAsked;
  const tooLong = setTimeout(() => end(log, { stopMsMax }, "stopping takes too long"), stopMsMax);
  await running.stop();
  clearTimeout(tooLong);
}

const stopSignals = ["SIGTERM", "SIGINT"] as const;

function firstSignal(log: Log): Promise<void> {
  return new Promise((resolve) => {
    let askedAt: number | undefined;
    for (const signal of stopSignals) {
      process.on(signal, () => {
        const now = performance.now();
        if (askedAt !== undefined && now - askedAt >= oneWishMs) end(log, { signal }, "second signal");
        if (askedAt !== undefined) return;
        askedAt = now;
        log.info({ signal }, "stopping");
        resolve();
      });
    }
  });
}

function endOnFault(log: Log): void {
  process.on("uncaughtException", (error) => end(log, { err: error }, "uncaught exception"));
  process.on("unhandledRejection", (reason) => end(log, { err: reason }, "unhandled rejection"));
}

function end(log: Log, fields: Readonly<Record<string, unknown>>, message: string): never {
  log.error(fields, message);
  process.exit(1);
}
