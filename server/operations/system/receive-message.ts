import type { Tally } from "../../ports/mail-ledger.ts";
import { defineOperation, done } from "../operation.ts";
import { type IncomingMail, type Received, takeIn } from "./take-in.ts";

const dayMs = 86_400_000;

/** For the ledger, in the transaction of the mails themselves (mail.md 3.3): days in order, each with a moment of it. */
function talliesByDay(
  batch: readonly IncomingMail[],
  received: readonly Received[],
): readonly (readonly [at: number, tallies: readonly Tally[]])[] {
  const rows = received.flatMap(({ mailboxes, isCanary = false }, index) =>
    mailboxes.map(({ mailbox, isRepeat }) => ({
      mailbox,
      outcome: isCanary ? "canary" : isRepeat ? "repeated" : "accepted",
      at: batch[index]?.receivedAt ?? 0,
    })),
  );
  const days = Map.groupBy(rows, ({ at }) => Math.floor(at / dayMs));
  return [...days.values()]
    .map((ofDay) => [Math.max(...ofDay.map(({ at }) => at)), counted(ofDay)] as const)
    .sort(([a], [b]) => a - b);
}

/** One row for all that are alike. */
function counted(rows: readonly Omit<Tally, "count">[]): readonly Tally[] {
  const alike = Map.groupBy(rows, ({ mailbox, outcome }) => `${mailbox} ${outcome}`);
  return [...alike.values()].flatMap(([first, ...rest]) =>
    first === undefined ? [] : [{ mailbox: first.mailbox, outcome: first.outcome, count: rest.length + 1 }],
  );
}

/**
 * Takes mails into the record: message, dedup keys, one interaction per mailbox addressed, events; reading comes later. A mail that was
 * taken before makes nothing new. One transaction for the whole batch: when it has committed, every one may be answered with 250. mail.md 2.2, 2.5
 */
export const receiveMessages = defineOperation<{ readonly batch: readonly IncomingMail[] }, readonly Received[]>(
  "ReceiveMessages",
  "System",
  async ({ tx, world, input }) => {
    const received = await takeIn(tx, world, input.batch);
    for (const [at, tallies] of talliesByDay(input.batch, received)) await tx.mailLedger.tally(tallies, at);
    return done(received);
  },
);
