import type { Socket } from "node:net";
import { StepFailed } from "./attempt.ts";

/** A conversation in lines, each answer waited for and bounded. */
export type Line = {
  /** Lines up to the first that fits, that one included. Throws `StepFailed`. */
  hear(last: RegExp): Promise<readonly string[]>;
  say(text: string): void;
  /** Gives the socket back; what was heard beyond the last line must be nothing (RFC 3207 §6, RFC 9051 §6.2.1). */
  end(): void;
};

const heardMax = 16_384;

/** Speaks over a connected socket; nobody else reads of it until `end`. */
export function openLine(socket: Socket, msMax: number): Line {
  let heard = "";
  let wake: (() => void) | undefined;
  let failure: Error | undefined;
  const woken = (error?: Error): void => {
    failure ??= error;
    wake?.();
  };
  const read = (bytes: Buffer): void => {
    heard += bytes.toString("latin1");
    woken(heard.length > heardMax ? new StepFailed("stranger") : undefined);
  };
  const ended = (): void => woken(new StepFailed("closed"));
  socket.on("data", read).on("error", woken).on("close", ended).on("end", ended);
  return {
    async hear(last) {
      const timer = setTimeout(() => woken(new StepFailed("time-out")), msMax);
      try {
        const lines: string[] = [];
        while (true) {
          const at = heard.indexOf("\n");
          if (at >= 0) {
            const line = heard.slice(0, at).replace(/\r$/, "");
            heard = heard.slice(at + 1);
            lines.push(line);
            if (last.test(line)) return lines;
            continue;
          }
          if (failure !== undefined) throw failure;
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      } finally {
        clearTimeout(timer);
      }
    },
    say: (text) => socket.write(`${text}\r\n`, "latin1"),
    end() {
      socket.off("data", read).off("error", woken).off("close", ended).off("end", ended);
      if (heard !== "") throw new StepFailed("protocol", "more was said than was asked for");
    },
  };
}
