import type { MailboxAlarmed } from "../../domain/desktop/desk-event.ts";
import { domainOf } from "../../domain/mail/address.ts";
import { type AuthPoint, authAlarms, type DomainAuth } from "../../domain/mail/domain-auth.ts";
import { type Alarm, accountAlarms, accountState, lagMs } from "../../domain/mail/mailbox-alarms.ts";
import type { ConfiguredMailbox } from "../../operations/configuration/mailbox-change.ts";
import type { MailAccount, MailboxHealth } from "../../ports/mail-accounts.ts";
import type { LedgerDay } from "../../ports/mail-ledger.ts";
import type { LedgerFound } from "../../queries/mailbox/ledger.ts";
import type { MailboxFound } from "../../queries/mailbox/list.ts";
import { isoTime } from "./times.ts";
import { present } from "./viewing.ts";

const unseen = {
  ...{ passedAt: undefined, failing: undefined, stoppedAt: undefined, oldestWaitingAt: undefined },
  ...{ tokenExpiresAt: undefined, grantExpiresAt: undefined, quota: undefined, filing: undefined },
  ...{ onServer: 0, waiting: 0, unaccounted: 0, isOff: false },
} as const satisfies Omit<MailboxHealth, "mailbox">;

/** Nothing of what the account logs in with. mail.md 3.3, desktop.md 13 */
export function mailboxShape(found: MailboxFound, now: number) {
  const { mailbox, account, health, lastBySmtp, lastOut, auth } = found;
  const facts = { ...(health ?? unseen), isOff: account?.isEnabled === false };
  const { failing, passedAt } = facts;
  const ofDomain = auth === undefined ? [] : authAlarms(domainOf(mailbox.address), auth);
  const lastIn = latest([passedAt, lastBySmtp]);
  return {
    ...configuredShape(found),
    state: account === undefined ? "ok" : accountState(facts),
    ...{ lastIn: timeOrNull(lastIn), lastOut: timeOrNull(lastOut) },
    lagSeconds: Math.round(lagMs(facts, now) / 1000),
    ...{ onServer: facts.onServer, waiting: facts.waiting, unaccounted: facts.unaccounted },
    cause:
      failing === undefined || facts.isOff
        ? null
        : {
            ...{ kind: failing.kind, text: failing.cause },
            ...{ since: isoTime(failing.since), nextTryAt: timeOrNull(failing.nextTryAt) },
          },
    ...{ tokenExpiresAt: timeOrNull(facts.grantExpiresAt ?? facts.tokenExpiresAt) },
    canary: canaryShape(found.canary?.trip),
    quota: facts.quota ?? null,
    auth: auth === undefined ? null : authShape(domainOf(mailbox.address), auth),
    alarms: alarmTexts(found, [...accountAlarms(facts, now), ...ofDomain]),
  };
}

/** The last round trip: when it ended, and how long it took. */
const canaryShape = (trip: NonNullable<MailboxFound["canary"]>["trip"]) =>
  trip === undefined
    ? null
    : { at: isoTime(trip.returnedAt), seconds: Math.max(0, (trip.returnedAt - trip.begunAt) / 1_000) };

const authShape = (domain: string, { spf, dkim, dmarc }: DomainAuth) => ({
  ...{ domain, spf: pointShape(spf), dkim: pointShape(dkim), dmarc: pointShape(dmarc) },
});

const pointShape = ({ level, text, checkedAt }: AuthPoint) => ({ level, text, checkedAt: timeOrNull(checkedAt) });

/** What is wrong at this moment, and what was told of and needs more than this moment to be seen. */
function alarmTexts({ told }: MailboxFound, current: readonly Alarm[]): readonly string[] {
  const isCurrent = (kind: string) => current.some((one) => one.kind === kind);
  return [...current, ...told.filter(({ kind }) => (kind === "quiet" || kind === "canary") && !isCurrent(kind))].map(
    ({ text }) => text,
  );
}

/** As it is told to those who look after mailboxes. */
export const alarmedShape = ({ mailbox, address, alarms, version }: MailboxAlarmed) => ({
  ...{ id: mailbox, address, alarms, version },
});

/** A mailbox with the keys of the provisioning file. */
export const configuredShape = ({ mailbox, queueName, rules, account }: ConfiguredMailbox) => ({
  ...{ id: mailbox.id, version: mailbox.version, address: mailbox.address, name: mailbox.name, queue: queueName },
  ...{ aliases: mailbox.aliases, bounceTag: rules.bounceTag, spam: rules.spam },
  ...{ replyToken: rules.replyToken, subjectTag: rules.subjectTag, subjectRule: rules.subjectRule },
  acknowledgement: rules.acknowledgement ?? null,
  canaryEvery: rules.canaryEveryMs === undefined ? null : rules.canaryEveryMs / 1_000,
  imap: account === undefined ? null : imapShape(account),
});

const imapShape = ({
  host,
  port,
  tls,
  user,
  isEnabled,
  folder,
  after,
  moveTo,
  sentFolder,
  copiesSent,
  since,
}: MailAccount) => ({
  ...{ host, port, tls, user, enabled: isEnabled, folder, after, ...present("moveTo", moveTo) },
  ...{ ...present("sentFolder", sentFolder), copySent: copiesSent },
  from: since === undefined ? "all" : isoTime(since).slice(0, 10),
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
    canary: uids.canary ?? 0,
    "too-big": uids["too-big"] ?? 0,
    "older-than-start": uids["older-than-start"] ?? 0,
    "gone-before-import": uids["gone-before-import"] ?? 0,
    "unreadable-at-server": uids["unreadable-at-server"] ?? 0,
    retrying: uids.retrying ?? 0,
  },
  smtp: {
    accepted: transactions["accepted"] ?? 0,
    repeated: transactions["repeated"] ?? 0,
    canary: transactions["canary"] ?? 0,
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
