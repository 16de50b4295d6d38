import { imapDefaults } from "../../adapters/imap/settings.ts";
import { isoTime } from "../../domain/iso-time.ts";
import { domainOf } from "../../domain/mail/address.ts";
import { bindsSender } from "../../domain/mail/bound-sender.ts";
import { type CanaryFacts, lostCanary } from "../../domain/mail/canary.ts";
import { accountAlarms, lagMs } from "../../domain/mail/mailbox-alarms.ts";
import { takesNoTag } from "../../domain/mail/plain-addresses.ts";
import { openAccount } from "../../operations/account-secret.ts";
import type { Mailbox } from "../../ports/centre.ts";
import type { Finding } from "../../ports/examiner.ts";
import type { Files } from "../../ports/files.ts";
import type { MailAccount, MailboxHealth } from "../../ports/mail-accounts.ts";
import type { MailSource } from "../../ports/mail-source.ts";
import type { Secrets } from "../../ports/secrets.ts";
import { fail, ok, warn, wordsOf } from "./finding.ts";
import { probeMs } from "./transport.ts";

/** A mailbox as the store knows it. */
export type MailboxKnown = {
  readonly mailbox: Mailbox;
  readonly account: MailAccount | undefined;
  readonly health: MailboxHealth | undefined;
  /** Undefined: it sends no canary mails. */
  readonly canary: CanaryFacts | undefined;
  /** Envelope senders of its mail carry a tag. */
  readonly bounceTag: boolean;
  /** Answers go to an address with a tag. */
  readonly replyToken: boolean;
};

type Options = {
  readonly files: Files;
  readonly secrets: Secrets;
  readonly now: number;
  /** PEM of authorities beside those that Node knows. */
  readonly authorities?: readonly string[] | undefined;
  readonly relayHost?: string | undefined;
};

/** One server that says nothing holds up few others. */
const atOnce = 16;

/** Every mailbox: where its mail comes from, what the last looks said, and whether its account lets us in now and has the folders that it names. mail.md 3.3 */
export async function examineMailboxes(known: readonly MailboxKnown[], options: Options): Promise<readonly Finding[]> {
  if (known.length === 0) return [warn("mailboxes", "none: nothing is received")];
  const findings: Finding[] = [];
  const waiting = [...known];
  while (waiting.length > 0) {
    const together = await Promise.all(waiting.splice(0, atOnce).map((one) => examineMailbox(one, options)));
    findings.push(...together.flat());
  }
  return findings;
}

async function examineMailbox(known: MailboxKnown, options: Options): Promise<readonly Finding[]> {
  const area = `mailbox ${known.mailbox.address}`;
  const canary = known.account?.isEnabled === false ? [] : examineCanary(area, known, options.now);
  return [...(await examineSource(area, known, options)), ...canary, ...examineTags(area, known, options.relayHost)];
}

/** Whether those who carry the mail take the tags that it is to be recognised by. mail.md 5.1, 8.1 */
function examineTags(
  area: string,
  { mailbox, account, bounceTag, replyToken }: MailboxKnown,
  relayHost: string | undefined,
): readonly Finding[] {
  const bound =
    bounceTag && relayHost !== undefined && bindsSender(relayHost)
      ? [warn(area, `bounceTag is on, and ${relayHost} takes no sender but its account: set it to false`)]
      : [];
  const provider = [account?.host ?? "", ...[mailbox.address, ...mailbox.aliases].map(domainOf)].find(takesNoTag);
  if (provider === undefined) return bound;
  const lost = [
    ...(replyToken ? [["replyToken", "answers to it do not arrive"]] : []),
    ...(bounceTag ? [["bounceTag", "bounces do not arrive"]] : []),
  ];
  const untagged = lost.map(([key, what]) =>
    warn(area, `${key} is on, and ${provider} takes no address with a tag, so ${what}: set it to false`),
  );
  return [...bound, ...untagged];
}

async function examineSource(
  area: string,
  { account, health }: MailboxKnown,
  options: Options,
): Promise<readonly Finding[]> {
  if (account === undefined) return [ok(area, "by SMTP")];
  if (!account.isEnabled) return [warn(area, "switched off: nothing is fetched until somebody switches it on")];
  const alarms = health === undefined ? [] : accountAlarms(health, options.now).map(({ text }) => fail(area, text));
  const looks = health === undefined ? [] : [examineLooks(area, health, options.now)];
  const now = await probe(area, account, options);
  // What fails now as it did before is one finding.
  return [...alarms, ...looks, ...(alarms.some(({ text }) => text === now.text) ? [] : [now])];
}

/** When the account was last looked into, how old the oldest mail is that waits there, and until when tokens can be had. */
function examineLooks(area: string, health: MailboxHealth, now: number): Finding {
  const { passedAt, grantExpiresAt } = health;
  const looked = passedAt === undefined ? "never looked into yet" : `last looked into at ${isoTime(passedAt)}`;
  const forecast = grantExpiresAt === undefined ? "" : `, tokens can be had until ${isoTime(grantExpiresAt)}`;
  return ok(area, `${looked}, lag ${Math.round(lagMs(health, now) / 1_000)} s${forecast}`);
}

/** How long the last canary mail took, or that one was lost. */
function examineCanary(area: string, { canary, health }: MailboxKnown, now: number): readonly Finding[] {
  if (canary === undefined) return [];
  const lost = lostCanary(canary, health?.failing?.cause, now);
  if (lost !== undefined) return [fail(area, lost)];
  const { trip } = canary;
  if (trip === undefined) return [ok(area, "no canary mail has come back yet, and none is late")];
  const seconds = Math.max(0, (trip.returnedAt - trip.begunAt) / 1_000);
  return [ok(area, `the canary mail of ${isoTime(trip.begunAt)} came back after ${seconds} s`)];
}

async function probe(area: string, account: MailAccount, { files, secrets, authorities }: Options): Promise<Finding> {
  try {
    const secret = openAccount(secrets, account.mailbox, account.secret);
    // A token is fetched by the process that reads the account: asking here would turn it over behind its back.
    if (!("password" in secret)) return ok(area, "by OAuth 2; what the server's looks say counts");
    const imap = await sourceToProbe(files, authorities);
    const folder = await imap.open(account, secret);
    const { exists } = await folder.look();
    await folder.close();
    const { sentFolder } = account;
    if (sentFolder !== undefined) await (await imap.open({ ...account, folder: sentFolder }, secret)).close();
    return ok(area, `${account.host}:${account.port} lets us in; ${exists} messages in ${account.folder}`);
  } catch (error) {
    return fail(area, wordsOf(error));
  }
}

/** Waits less than a server that reads mail. What speaks IMAP is loaded for those who need it. */
export async function sourceToProbe(files: Files, authorities: readonly string[] | undefined): Promise<MailSource> {
  const { createImapSource } = await import("../../adapters/imap/source.ts");
  return createImapSource(files, {
    ...imapDefaults,
    connectMs: probeMs,
    greetingMs: probeMs,
    silenceMs: probeMs,
    authorities,
  });
}
