import { accountAlarms, accountState, lagMs } from "../../domain/mail/mailbox-alarms.ts";
import type { MailboxHealth } from "../../ports/mail-accounts.ts";
import type { LedgerDay } from "../../ports/mail-ledger.ts";
import type { LedgerFound } from "../../queries/mailbox/ledger.ts";
import type { MailboxFound } from "../../queries/mailbox/list.ts";
import { isoTime } from "./times.ts";

const unseen = {
  ...{ passedAt: undefined, failing: undefined, oldestWaitingAt: undefined, tokenExpiresAt: undefined },
  ...{ onServer: 0, waiting: 0, unaccounted: 0 },
} as const satisfies Omit<MailboxHealth, "mailbox">;

/** Nothing of what the account logs in with. mail.md 3.3, desktop.md 13 */
export function mailboxShape({ mailbox, queueName, account, health, lastBySmtp, lastOut }: MailboxFound, now: number) {
  const facts = health ?? unseen;
  const { failing, passedAt } = facts;
  const lastIn = latest([passedAt, lastBySmtp]);
  return {
    ...{ id: mailbox.id, address: mailbox.address, name: mailbox.name, queue: queueName },
    state: account === undefined ? "ok" : accountState(facts),
    account: account === undefined ? null : accountShape(account),
    ...{ lastIn: timeOrNull(lastIn), lastOut: timeOrNull(lastOut) },
    lagSeconds: Math.round(lagMs(facts, now) / 1000),
    ...{ onServer: facts.onServer, waiting: facts.waiting, unaccounted: facts.unaccounted },
    cause:
      failing === undefined
        ? null
        : {
            ...{ kind: failing.kind, text: failing.cause },
            ...{ since: isoTime(failing.since), nextTryAt: isoTime(failing.nextTryAt) },
          },
    ...{ tokenExpiresAt: timeOrNull(facts.tokenExpiresAt), canary: null },
    alarms: accountAlarms(facts, now),
  };
}

const accountShape = ({ host, port, tls, user, folder, after }: NonNullable<MailboxFound["account"]>) => ({
  ...{ host, port, tls, user, folder, after },
});

/** mail.md 3.3 */
export function ledgerShape({ mailbox, from, to, days, named, health }: LedgerFound) {
  const facts = health ?? unseen;
  return {
    ...{ mailboxId: mailbox.id, address: mailbox.address, from, to },
    unaccounted: days.reduce((sum, day) => sum + day.unaccounted, facts.unaccounted),
    ...{ onServer: facts.onServer, waiting: facts.waiting },
    checkedAt: timeOrNull(facts.passedAt),
    days: days.map(dayShape),
    named: named.map(({ interaction, ...one }) => ({ ...one, interactionId: interaction ?? null })),
  };
}

const refusedPrefix = "refused:";

const dayShape = ({ day, uids, transactions, unaccounted }: LedgerDay) => ({
  day,
  imap: {
    interaction: uids.interaction ?? 0,
    repeat: uids.repeat ?? 0,
    "too-big": uids["too-big"] ?? 0,
    "older-than-start": uids["older-than-start"] ?? 0,
    "gone-before-import": uids["gone-before-import"] ?? 0,
    "unreadable-at-server": uids["unreadable-at-server"] ?? 0,
    retrying: uids.retrying ?? 0,
  },
  smtp: {
    accepted: transactions["accepted"] ?? 0,
    repeated: transactions["repeated"] ?? 0,
    refused: Object.fromEntries(
      Object.entries(transactions).flatMap(([outcome, count]) =>
        outcome.startsWith(refusedPrefix) ? [[outcome.slice(refusedPrefix.length), count]] : [],
      ),
    ),
  },
  unaccounted,
});

const timeOrNull = (at: number | undefined): string | null => (at === undefined ? null : isoTime(at));

function latest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.flatMap((at) => (at === undefined ? [] : [at]));
  return known.length === 0 ? undefined : Math.max(...known);
}
