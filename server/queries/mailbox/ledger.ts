import { utcDay } from "../../domain/iso-time.ts";
import type { Mailbox } from "../../ports/centre.ts";
import type { MailboxHealth } from "../../ports/mail-accounts.ts";
import type { Day, LedgerDay, NamedUid } from "../../ports/mail-ledger.ts";
import { defineQuery, found, missing } from "../query.ts";

export type LedgerAsked = {
  readonly id: string;
  /** Beginnings of UTC days in wall milliseconds, both included; undefined: the last seven. */
  readonly from: number | undefined;
  readonly to: number | undefined;
};

export type LedgerFound = {
  readonly mailbox: Mailbox;
  readonly from: Day;
  readonly to: Day;
  readonly days: readonly LedgerDay[];
  readonly named: readonly NamedUid[];
  readonly health: MailboxHealth | undefined;
};

const daysMax = 31;
const daysUsual = 7;
const namedMax = 100;
const dayMs = 86_400_000;

/** What came to a mailbox, day by day, and what became of it. mail.md 3.3 */
export const readLedger = defineQuery<LedgerAsked, LedgerFound>(
  "ReadLedger",
  "ReadMailboxes",
  async ({ reading, input }) => {
    const mailbox = await reading.centre.mailbox(input.id);
    if (mailbox === undefined) return missing({ kind: "notFound", thing: "mailbox", name: input.id });
    const last = input.to ?? reading.now.wall;
    const first = input.from ?? last - (daysUsual - 1) * dayMs;
    const [from, to] = [utcDay(first), utcDay(last)];
    const count = Math.floor(last / dayMs) - Math.floor(first / dayMs) + 1;
    if (count < 1) return missing({ kind: "contradiction", path: "$.from", because: "lies behind to" });
    if (count > daysMax) return missing({ kind: "badValue", path: "$.from", because: `at most ${daysMax} days` });
    const days = await reading.mailLedger.days(mailbox.id, from, to);
    const named = await reading.mailLedger.named(mailbox.id, from, to, namedMax);
    const health = (await reading.mailAccounts.health()).find((one) => one.mailbox === mailbox.id);
    return found({ mailbox, from, to, days, named, health });
  },
);
