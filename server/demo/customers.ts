import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { type Delivered, type DemoEnvelope, deliver, type SmtpPeer } from "./deliver.ts";
import type { DemoMail } from "./demo-mails.ts";
import { followUp, type OutgoingMail, threadOf } from "./follow-up.ts";
import { createReplay } from "./replay.ts";

/** Customers who write, over real SMTP, and who answer what agents send them. */
export type Customers = {
  /** Tells the customers of an outgoing mail; after a while the one it went to answers, a few times per thread at most. */
  readonly read: (mail: OutgoingMail) => void;
  /** How many mails the server has taken from them. */
  readonly delivered: () => number;
  /** Ends their writing; resolves when the mail under way is settled. */
  readonly stop: () => Promise<void>;
};

export type CustomersOptions = {
  readonly smtp: SmtpPeer;
  /** Written in this order, again and again with fresh ids and dates. */
  readonly mails: readonly DemoMail[];
  /** So many come at once, the others one by one. */
  readonly burst?: number;
  readonly everyMs?: number;
  /** Between an agent's mail and the customer's answer. */
  readonly answerAfterMs?: number;
  readonly answersPerThreadMax?: number;
  /** Told of each mail's fate. */
  readonly onDelivery?: (name: string, outcome: Delivered) => void;
};

/** How many threads are remembered for `answersPerThreadMax`; the oldest is forgotten first. */
const threadsMax = 10_000;

/** Starts to write at once. A server that cannot be reached or says 4xx gets the same mail again after `everyMs`. */
export function startCustomers(options: CustomersOptions): Customers {
  const {
    smtp,
    mails,
    burst = 8,
    everyMs = 6_000,
    answerAfterMs = 8_000,
    answersPerThreadMax = 2,
    onDelivery,
  } = options;
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  const answersByThread = new Map<string, number>();
  let delivered = 0;

  const attempt = async (name: string, envelope: DemoEnvelope, raw: Buffer): Promise<Delivered> => {
    const outcome = await deliver(smtp, envelope, raw);
    if (outcome.kind === "taken") delivered++;
    onDelivery?.(name, outcome);
    return outcome;
  };

  const writeAll = async (): Promise<void> => {
    let replay = createReplay(mark());
    for (let written = 0; mails.length > 0; written++) {
      const mail = mails[written % mails.length];
      if (mail === undefined) return;
      if (written > 0 && written % mails.length === 0) replay = createReplay(mark());
      if (written >= burst) await pause(everyMs, undefined, { signal: stopping.signal });
      const raw = replay.renew(mail.raw, new Date());
      while ((await attempt(mail.name, mail.envelope, raw)).kind === "later") {
        await pause(everyMs, undefined, { signal: stopping.signal });
      }
      stopping.signal.throwIfAborted();
    }
  };

  const answer = async (mail: OutgoingMail): Promise<void> => {
    const thread = threadOf(mail.raw);
    const turn = answersByThread.get(thread) ?? 0;
    const reply = turn < answersPerThreadMax ? followUp(mail, turn, new Date(), mark()) : undefined;
    if (reply === undefined) return;
    remember(answersByThread, thread, turn + 1);
    await pause(answerAfterMs, undefined, { signal: stopping.signal });
    await attempt("answer", reply.envelope, reply.raw);
  };

  const run = (work: Promise<void>): void => {
    const settled = work
      .catch((reason: unknown) => {
        if (!stopping.signal.aborted) throw reason;
      })
      .finally(() => underWay.delete(settled));
    underWay.add(settled);
  };

  run(writeAll());
  return {
    read: (mail) => run(answer(mail)),
    delivered: () => delivered,
    async stop() {
      stopping.abort();
      await Promise.all(underWay);
    },
  };
}

function remember(counts: Map<string, number>, thread: string, count: number): void {
  counts.set(thread, count);
  const oldest = counts.keys().next().value;
  if (counts.size > threadsMax && oldest !== undefined) counts.delete(oldest);
}

function mark(): string {
  return randomBytes(6).toString("hex");
}
