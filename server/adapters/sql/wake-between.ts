import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import type { Log } from "../../ports/log.ts";
import type { LoopName, Wake } from "../../ports/wake.ts";

export type WakeBetween = Wake & { stop(): Promise<void> };

type Options = {
  /** Of the database that the processes share. */
  readonly url: string;
  /** Wakes the loops of this process. */
  readonly here: Wake;
  /** Names this process, which need not hear what it said itself. */
  readonly speaker: string;
  readonly log: Log;
};

/** Loops that have work of their own in each process: sessions that they tell, accounts that they read. All else is done by whoever commits it. */
const shared: readonly LoopName[] = ["notifier", "fetcher"];
const channel = "postroom_wake";
/** At most one word in so many milliseconds: each takes a lock in the whole database while it commits. scale.md 2 */
const betweenMs = 50;
const again = { minMs: 100, maxMs: 2_000 };
const connectMs = 2_000;
const answerMs = 5_000;

/**
 * Hints for the other processes on the database, too, by LISTEN and NOTIFY on a connection of its own, outside all transactions. What is lost
 * while there is none costs a moment and nothing else: every loop also looks by itself. architecture.md 7, scale.md 3
 */
export function createWakeBetween({ url, here, speaker, log }: Options): WakeBetween {
  const stopping = new AbortController();
  const due = new Set<LoopName>();
  let present: Client | undefined;
  /** The present one, once it listens. */
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let saidAt = Number.NEGATIVE_INFINITY;

  const say = async (): Promise<void> => {
    const words = [speaker, ...due].join(" ");
    due.clear();
    saidAt = performance.now();
    const one = client;
    // Lost with its connection, as a hint may be; one that does not answer is given up.
    await one?.query("SELECT pg_notify($1, $2)", [channel, words]).catch(() => void end(one));
    timer = undefined;
    if (due.size > 0) sayLater();
  };
  /** One word after the other, however slow the database is. */
  const sayLater = (): void => {
    timer ??= setTimeout(() => void say(), Math.max(0, saidAt + betweenMs - performance.now())).unref();
  };
  const hear = (words = ""): void => {
    const [from, ...names] = words.split(" ");
    if (from === speaker) return;
    for (const name of shared) if (names.includes(name)) here.loop(name);
  };
  /** Until the connection ends. */
  const listen = async (): Promise<void> => {
    const one = listener(url, hear);
    present = one;
    const ended = new Promise<void>((resolve) => one.once("end", resolve));
    try {
      // The driver never answers a connection that is ended while it is made.
      await Promise.race([one.connect(), ended.then(tooEarly)]);
      await one.query(`LISTEN ${channel}`);
      client = one;
      // What was said before nobody has heard.
      for (const name of shared) here.loop(name);
      await ended;
    } finally {
      client = undefined;
      await end(one);
    }
  };
  const run = async (): Promise<void> => {
    for (let pauseMs = again.minMs; !stopping.signal.aborted; pauseMs = Math.min(2 * pauseMs, again.maxMs)) {
      const begun = performance.now();
      await listen().catch((cause: unknown) => {
        // Whoever stops it ends its connection.
        if (!stopping.signal.aborted) log.warn({ cause }, "other processes cannot be heard");
      });
      if (performance.now() - begun > again.maxMs) pauseMs = again.minMs;
      await pause(pauseMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    on: (name, look) => here.on(name, look),
    loop(name) {
      here.loop(name);
      if (!shared.includes(name)) return;
      due.add(name);
      sayLater();
    },
    async stop() {
      clearTimeout(timer);
      if (due.size > 0) await say();
      stopping.abort();
      clearTimeout(timer);
      if (present !== undefined) await end(present);
      await running;
    },
  };
}

const end = (client: Client): Promise<void> => client.end().catch(() => undefined);

function tooEarly(): never {
  throw new Error("the connection ended while it was made");
}

function listener(url: string, hear: (words: string | undefined) => void): Client {
  const client = new Client({
    connectionString: url,
    application_name: "postroom wake",
    connectionTimeoutMillis: connectMs,
    query_timeout: answerMs,
    keepAlive: true,
  });
  client.on("error", () => undefined);
  client.on("notification", ({ payload }) => hear(payload));
  return client;
}
