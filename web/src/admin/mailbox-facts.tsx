import type { MailboxResource } from "@postroom/contract";
import { useLocale, useSay } from "../desktop/desk.ts";
import { ageText, dateText } from "../desktop/times.ts";
import type { Key, Say } from "../i18n/words.ts";

type Props = { readonly mailbox: MailboxResource; readonly now: number };

type Fact = { readonly label: Key; readonly value: string; readonly isBad?: boolean };

/** When mail came and went last, how far behind it is, and what can be said of its way. */
export function MailboxFacts({ mailbox, now }: Props) {
  const say = useSay();
  const locale = useLocale();
  return (
    <dl className="facts">
      {factsOf(mailbox, { say, locale, now }).map(({ label, value, isBad = false }) => (
        <div key={label} data-bad={isBad}>
          <dt>{say(label)}</dt>
          <dd>
            {isBad && <span aria-hidden="true">▲ </span>}
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

type Reader = { readonly say: Say; readonly locale: string; readonly now: number };

function factsOf(mailbox: MailboxResource, reader: Reader): readonly Fact[] {
  const { say, locale } = reader;
  const { lastIn, lastOut, lagSeconds, onServer, waiting, unaccounted, quota, imap } = mailbox;
  const number = (value: number): string => new Intl.NumberFormat(locale).format(value);
  const when = (time: string | null): string =>
    time === null ? say("mailboxes.never") : dateText(Date.parse(time), locale);
  const account: readonly Fact[] = [
    { label: "mailboxes.lag", value: spanText(lagSeconds, locale) },
    { label: "mailboxes.onServer", value: say("mailboxes.waitingOf", { count: waiting, all: onServer }) },
  ];
  const room = quota === null || quota.limitBytes === 0 ? undefined : quota.usedBytes / quota.limitBytes;
  const percent = new Intl.NumberFormat(locale, { style: "percent" });
  return [
    { label: "mailboxes.lastIn", value: when(lastIn) },
    { label: "mailboxes.lastOut", value: when(lastOut) },
    ...(imap === null ? [] : account),
    { label: "mailboxes.unaccounted", value: number(unaccounted), isBad: unaccounted > 0 },
    canaryFact(mailbox, reader),
    ...tokenFact(mailbox, reader),
    ...(room === undefined ? [] : [{ label: "mailboxes.room", value: percent.format(room) } as const]),
  ];
}

function canaryFact({ canary, canaryEvery }: MailboxResource, { say, locale }: Reader): Fact {
  const label = "mailboxes.canary";
  if (canaryEvery === null) return { label, value: say("mailboxes.canaryOff") };
  if (canary === null) return { label, value: say("mailboxes.canaryNone") };
  const time = dateText(Date.parse(canary.at), locale);
  return { label, value: say("mailboxes.canaryBack", { span: spanText(canary.seconds, locale), time }) };
}

function tokenFact({ tokenExpiresAt }: MailboxResource, { say, locale, now }: Reader): readonly Fact[] {
  if (tokenExpiresAt === null) return [];
  const left = Date.parse(tokenExpiresAt) - now;
  const time = dateText(Date.parse(tokenExpiresAt), locale);
  const value =
    left > 0
      ? say("mailboxes.tokenUntil", { span: ageText(left, locale), time })
      : say("mailboxes.tokenOver", { time });
  return [{ label: "mailboxes.token", value, isBad: left <= 0 }];
}

const minute = 60;

/** `3.9 s`, or longer ones in minutes and hours. */
function spanText(seconds: number, locale: string): string {
  if (seconds >= 2 * minute) return ageText(seconds * 1_000, locale);
  const options = { style: "unit", unit: "second", unitDisplay: "short", maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale, options).format(seconds);
}
