import { once } from "node:events";
import { SMTPServer } from "smtp-server";

/** A next hop that greets nobody until it is told to. */
export type Hop = {
  /** For `--relay`. */
  readonly url: string;
  /** Somebody waits to be greeted. */
  readonly isAsked: () => boolean;
  readonly open: () => void;
  /** When it took its first mail. */
  readonly taken: Promise<number>;
  stop(): void;
};

export async function startHop(): Promise<Hop> {
  const gate = Promise.withResolvers<void>();
  const taken = Promise.withResolvers<number>();
  let isAsked = false;
  const server = new SMTPServer({
    ...{ authOptional: true, disableReverseLookup: true, logger: false, disabledCommands: ["STARTTLS", "AUTH"] },
    onConnect(_session, callback) {
      isAsked = true;
      void gate.promise.then(() => callback());
    },
    onData(stream, _session, callback) {
      stream.resume();
      stream.once("end", () => {
        taken.resolve(performance.now());
        callback(null, "2.0.0 Taken");
      });
    },
  });
  server.on("error", () => undefined);
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const address = listening.address();
  return {
    url: `smtp://127.0.0.1:${typeof address === "object" ? address?.port : address}`,
    isAsked: () => isAsked,
    open: gate.resolve,
    taken: taken.promise,
    stop: () => void server.close(() => undefined),
  };
}
