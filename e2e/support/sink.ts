import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import type { TestContext } from "node:test";
import { type Fault, type SinkEnvelope, serve, type Verb } from "./sink-session.ts";

export type SunkMail = SinkEnvelope & { readonly raw: Buffer; readonly at: number };

/** A mail server of the tests: takes everything, keeps it, and fails on demand at any verb. */
export type Sink = {
  /** `host:port`. */
  readonly address: string;
  /** For `--relay`. */
  readonly url: string;
  /** Everything taken so far, in order; `raw` byte for byte, `at` in milliseconds since 1970. */
  readonly mails: readonly SunkMail[];
  /** Resolves when at least `count` mails have been taken; rejects after `withinMs`. */
  readonly until: (count: number, withinMs?: number) => Promise<readonly SunkMail[]>;
  /** Resolves at the next arrival at `verb`, before the fault that is set there; rejects after `withinMs`. */
  readonly reached: (verb: Verb, withinMs?: number) => Promise<string>;
  /** Sets a fault at `verb`, for `times` arrivals, and only when `applies` to the argument (an address at mail and rcpt). Returns how to take it back. */
  readonly fail: (verb: Verb, fault: Fault, times?: number, applies?: (argument: string) => boolean) => () => void;
  /** Takes all faults back. */
  readonly heal: () => void;
  /** How many connections have been opened so far. */
  readonly connections: () => number;
};

type SetFault = {
  readonly verb: Verb;
  readonly fault: Fault;
  readonly applies: (argument: string) => boolean;
  left: number;
};

/** Listens on loopback, on `port` or any free one, until the test ends. */
export async function startSink(t: TestContext, port = 0): Promise<Sink> {
  const mails: SunkMail[] = [];
  const faults = new Set<SetFault>();
  const sockets = new Set<Socket>();
  const arrivals = createWaiting<{ verb: Verb; argument: string }>();
  const takings = createWaiting<number>();
  let connections = 0;

  const fault = (verb: Verb, argument: string): Fault | undefined => {
    arrivals.tell({ verb, argument });
    for (const set of faults) {
      if (set.verb !== verb || set.left <= 0 || !set.applies(argument)) continue;
      set.left--;
      return set.fault;
    }
    return undefined;
  };
  const take = (envelope: SinkEnvelope, raw: Buffer): void => {
    mails.push({ ...envelope, raw, at: Date.now() });
    takings.tell(mails.length);
  };
  const server = createServer((socket) => {
    connections++;
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    void serve(socket, { fault, take });
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  t.after(async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, "close");
  });

  const bound = server.address();
  const address = `127.0.0.1:${typeof bound === "object" ? bound?.port : port}`;
  return {
    address,
    url: `smtp://${address}`,
    mails,
    async until(count, withinMs = 10_000) {
      if (mails.length < count) {
        await takings.next(
          (taken) => taken >= count,
          withinMs,
          () => `${mails.length} of ${count} mails came`,
        );
      }
      return mails;
    },
    async reached(verb, withinMs = 10_000) {
      const { argument } = await arrivals.next(
        (arrival) => arrival.verb === verb,
        withinMs,
        () => `nobody came to ${verb}`,
      );
      return argument;
    },
    fail(verb, toSet, times = Number.POSITIVE_INFINITY, applies = () => true) {
      const set = { verb, fault: toSet, applies, left: times };
      faults.add(set);
      return () => faults.delete(set);
    },
    heal: () => faults.clear(),
    connections: () => connections,
  };
}

/** Those who wait for something to be told. */
function createWaiting<T>() {
  const waiting = new Set<(told: T) => void>();
  return {
    tell(told: T): void {
      for (const look of waiting) look(told);
    },
    next(suits: (told: T) => boolean, withinMs: number, missing: () => string): Promise<T> {
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`${missing()} within ${withinMs} ms`));
        }, withinMs);
        const look = (told: T): void => {
          if (!suits(told)) return;
          clearTimeout(late);
          waiting.delete(look);
          resolve(told);
        };
        waiting.add(look);
      });
    },
  };
}
