import type { TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { type Letter, letter, type WrittenLetter } from "./mail.ts";
import { sendMail } from "./smtp.ts";

/** Mail servers of customers: each sends a mail again and again, byte for byte, until it has its 250. */
export type MailSource = {
  /** Message-ID → the interaction that the 250 named. */
  readonly acknowledged: ReadonlyMap<string, string>;
  /** Answers other than 250, by code; 0 is a connection that was refused or broke. */
  readonly refusals: ReadonlyMap<number, number>;
  /** Hands over `count` more mails to be sent. */
  readonly post: (count: number) => void;
  /** Resolves when everything posted is acknowledged. */
  readonly finished: () => Promise<void>;
};

export type MailSourceOptions = {
  /** The ready line's SMTP address. */
  readonly address: string;
  /** How many send at the same time. */
  readonly connections: number;
  readonly letter?: (index: number) => Letter;
};

const againMs = 100;

/** Sends until the test ends. */
export function startMailSource(t: TestContext, options: MailSourceOptions): MailSource {
  const { address, connections, letter: letterOf = (index) => ({ subject: `Question ${index}` }) } = options;
  const acknowledged = new Map<string, string>();
  const refusals = new Map<number, number>();
  const waiting: WrittenLetter[] = [];
  const running = new Set<Promise<void>>();
  let posted = 0;
  let isOver = false;
  t.after(() => {
    isOver = true;
  });

  const send = async ({ messageId, raw }: WrittenLetter): Promise<void> => {
    while (!isOver) {
      const { code, lines } = await sendMail(t, address, { from: "ann@customer.test", to: ["support@acme.test"], raw });
      if (code === 250) return void acknowledged.set(messageId, lines.join("").split(" ").at(-1) ?? "");
      refusals.set(code, (refusals.get(code) ?? 0) + 1);
      await pause(againMs);
    }
  };
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await send(next);
  };
  return {
    acknowledged,
    refusals,
    post(count) {
      for (let index = 0; index < count; index++) waiting.push(letter(letterOf(posted++)));
      while (running.size < connections) {
        const one: Promise<void> = work().finally(() => running.delete(one));
        running.add(one);
        if (waiting.length === 0) break;
      }
    },
    async finished() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
