import { Worker } from "node:worker_threads";
import type { Receiver } from "../../adapters/smtp/receiver.ts";
import type { ListenAt } from "../../adapters/smtp/receiver-server.ts";
import { newWatched, watch } from "../../adapters/time/beats.ts";
import type { Metrics } from "../../ports/metrics.ts";
import { type Answering, createAnswers, createRefusalNotes } from "./answering.ts";
import { createLine } from "./line.ts";
import type { FromThread, ThreadGiven, ToThread } from "./said.ts";
import { heardError, spokenError } from "./spoken-error.ts";

export type ReceivingOptions = Answering & {
  readonly given: Omit<ThreadGiven, "watched">;
  readonly metrics: Metrics;
  /** Told of a stored file that cannot be given as it was stored. */
  readonly unreadable: (error: Error) => void;
  /** Called when the disk fails, or the thread ends by itself or is blocked: the process is to stop. */
  readonly onFatal: (error: Error) => void;
};

/**
 * E-mail in, by a thread of its own: what a client says costs the main thread nothing, and what the main thread does holds up no client.
 * The 250 comes only when the mail is durable. The thread loads what it needs while the rest of the server starts. mail.md 2
 */
export function createReceiving(options: ReceivingOptions): Receiver {
  const entry = new URL("../../receiving-thread.ts", import.meta.url);
  const watched = newWatched();
  const workerData: ThreadGiven = { ...options.given, watched };
  const worker = new Worker(entry, { workerData });
  const say = createLine<ToThread>(worker);
  const listening = Promise.withResolvers<ListenAt>();
  // Whoever starts it hears of its end; before that, the process does.
  listening.promise.catch(() => undefined);
  let isStopping = false;
  let unwatch = (): void => undefined;
  const ended = endOf(worker).then((cause) => {
    const error = new Error("the thread that receives mail has ended", { cause });
    listening.reject(error);
    unwatch();
    if (!isStopping) options.onFatal(error);
  });
  const end = (): void => {
    isStopping = true;
    void worker.terminate();
  };
  const hear = createHearing(options, {
    say,
    listening: (at) => {
      unwatch = watch(watched, () => options.onFatal(new Error("the thread that receives mail is blocked")));
      listening.resolve(at);
    },
    notListening: (error) => {
      listening.reject(error);
      end();
    },
    stopped: end,
  });
  worker.on("message", (messages: readonly FromThread[]) => {
    for (const message of messages) hear(message);
  });
  return {
    start: () => {
      say({ kind: "listen" });
      return listening.promise;
    },
    stop: async () => {
      isStopping = true;
      say({ kind: "stop" });
      await ended;
    },
  };
}

/** Resolves when the thread has ended, with what ended it. */
const endOf = (worker: Worker): Promise<unknown> =>
  new Promise((resolve) => {
    let cause: unknown;
    // Its error comes before its end, and says more.
    worker.on("error", (error) => {
      cause = error;
    });
    worker.on("exit", () => resolve(cause));
  });

type Hearing = {
  readonly say: (message: ToThread) => void;
  readonly listening: (at: ListenAt) => void;
  readonly notListening: (error: Error) => void;
  readonly stopped: () => void;
};

function createHearing(options: ReceivingOptions, hearing: Hearing): (message: FromThread) => void {
  const { say } = hearing;
  const answer = createAnswers(options);
  const noteRefused = createRefusalNotes(options);
  return (message) => {
    switch (message.kind) {
      case "asked":
        answer(message.question).then(
          (found) => say({ kind: "answered", id: message.id, answer: found }),
          (error) => say({ kind: "failed", id: message.id, error: spokenError(error) }),
        );
        return;
      case "counted":
        return options.metrics.count(message.name, message.labels);
      case "refused":
        return noteRefused(message.mailboxes, message.reason);
      case "unreadable":
        return options.unreadable(heardError(message.error));
      case "diskFailed":
        return options.onFatal(heardError(message.error));
      case "listening":
        return hearing.listening(message.at);
      case "notListening":
        return hearing.notListening(heardError(message.error));
      case "stopped":
        return hearing.stopped();
    }
  };
}
