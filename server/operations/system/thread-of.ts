import { fieldValues } from "../../domain/mail/mail-facts.ts";
import { answeredIds, messageIdKey } from "../../domain/mail/message-id.ts";
import { baseSubject, hasReplyPrefix } from "../../domain/mail/subject.ts";
import { threadIndexGuid } from "../../domain/mail/thread-index.ts";
import {
  belongsTo,
  type DatedHit,
  decideThread,
  type OtherSignals,
  subjectAgeMs,
  type ThreadDecision,
  type ThreadHit,
} from "../../domain/mail/threading.ts";
import { type Mac, numberInSubject, readToken, subjectTag, threadOfMessageId } from "../../domain/mail/token.ts";
import type { ReadMessage } from "../../ports/mail.ts";
import type { Transaction } from "../../ports/transaction.ts";
import type { KnownThreads } from "./known-threads.ts";

/** Where a mail belongs, and the interaction that it answers: also where the sender may not join its thread. */
export type ThreadFound = {
  readonly decision: ThreadDecision;
  readonly answered: string | undefined;
  /** The mail that it answers by its Message-ID, whatever else decided. */
  readonly named: NamedMail | undefined;
};

/** An interaction, and the Message-ID under which a mail names it. */
export type NamedMail = { readonly id: string; readonly interaction: string };

export type MailToThread = {
  readonly read: ReadMessage;
  /** The one that received it. */
  readonly mailboxId: string;
  /** The envelope's recipients. */
  readonly recipients: readonly string[];
  readonly mac: Mac;
  readonly isForged: boolean;
  /** Class list or bulk. */
  readonly isToMany: boolean;
  readonly threads: KnownThreads;
};

/**
 * Which thread a received mail belongs to: reply tokens, its References and In-Reply-To against every Message-ID seen or sent, Outlook's
 * conversation; else, because answers can arrive before what they answer, the thread whose mails name this one. mail.md 5.1
 */
export async function threadOf(tx: Transaction, mail: MailToThread): Promise<ThreadFound> {
  const { read } = mail;
  const ids = answeredIds(read.references, read.inReplyTo);
  const hits = await withOwnIds(tx, mail, { ids, hits: await hitsOf(mail, ids) });
  const others = await otherSignals(tx, mail);
  const decision = await decide(tx, mail, { ids, hits, others });
  if (decision.kind !== "new") {
    const { byToken, byTag, byThreadIndex, bySubject } = others;
    const thread = decision.kind === "joined" ? decision.thread : decision.toThread;
    const hit = [...byToken, ...hits, ...byTag, ...byThreadIndex, ...bySubject].find(
      (one) => one.id === decision.because.evidence && one.thread === thread,
    );
    return { decision, answered: hit?.interaction, named: firstNamed(ids, hits) };
  }
  const own = read.messageId === "" ? [] : [read.messageId];
  const named = (await hitsOf(mail, own)).filter((hit) => hit.interaction === undefined);
  return { decision: await decide(tx, mail, { ids: own, hits: named }), answered: undefined, named: undefined };
}

/** The newest id that is known: older ones stand there because a later mail of ours carried them. */
function firstNamed(ids: readonly string[], hits: readonly ThreadHit[]): NamedMail | undefined {
  const id = ids.find((each) => hits.some((hit) => hit.id === each));
  const interaction = hits.find((hit) => hit.id === id)?.interaction;
  return id === undefined || interaction === undefined ? undefined : { id, interaction };
}

/** What is known under these ids; of several messages with one id the newest of a thread that the sender belongs to, else the newest. */
async function hitsOf({ threads, read }: MailToThread, ids: readonly string[]): Promise<readonly ThreadHit[]> {
  if (ids.length === 0) return [];
  const candidates = Map.groupBy(await threads.of(ids.map(messageIdKey)), ({ messageId }) => messageId);
  return ids.flatMap((id) => {
    const ofId = candidates.get(messageIdKey(id)) ?? [];
    const candidate = ofId.find(({ participants }) => belongsTo(senderOf(read), participants)) ?? ofId[0];
    return candidate === undefined ? [] : [{ ...candidate, id }];
  });
}

type Known = { readonly ids: readonly string[]; readonly hits: readonly ThreadHit[]; readonly others?: OtherSignals };

/** Our own Message-IDs name their thread even when their row is gone. */
async function withOwnIds(tx: Transaction, { mac }: MailToThread, { ids, hits }: Known): Promise<readonly ThreadHit[]> {
  const known = new Set(hits.map(({ id }) => id));
  const named = ids.flatMap((id) => {
    const thread = known.has(id) ? undefined : threadOfMessageId(id, mac);
    return thread === undefined ? [] : [{ id, thread }];
  });
  return [...hits, ...(await hitsNamed(tx, named))];
}

async function hitsNamed(
  tx: Transaction,
  named: readonly { readonly id: string; readonly thread: string }[],
): Promise<readonly ThreadHit[]> {
  if (named.length === 0) return [];
  const threads = await tx.readings.threadsNamed(named.slice(0, namedMax).map(({ thread }) => thread));
  const byId = new Map(
    threads.flatMap((known) => [known.thread, ...known.formerly].map((thread) => [thread.toLowerCase(), known])),
  );
  return named.flatMap(({ id, thread }) => {
    const known = byId.get(thread.toLowerCase());
    return known === undefined ? [] : [{ ...known, id }];
  });
}

const namedMax = 20;

async function otherSignals(tx: Transaction, mail: MailToThread): Promise<OtherSignals> {
  const { read, recipients, mac, isToMany } = mail;
  const rules = await tx.readings.rulesOf(mail.mailboxId);
  const written = ["Delivered-To", "X-Original-To"].flatMap((name) => fieldValues(read.headers, name));
  const addressed = [...recipients, ...written, ...[...read.to, ...read.cc].map(({ address }) => address)];
  const tokens = [...new Set(addressed)].flatMap((id) => {
    const token = readToken(id.trim(), mac);
    return token?.kind === "c" && token.isRight ? [{ id, thread: token.id }] : [];
  });
  const guid = guidOf(read);
  const byGuid = guid === undefined ? [] : await tx.readings.threadsOfGuid(guid);
  return {
    byToken: await hitsNamed(tx, tokens),
    byTag: rules.subjectTag ? await hitsOfTag(tx, mail) : [],
    byThreadIndex: byGuid.map((known) => ({ ...known, id: guid ?? "" })),
    bySubject: rules.subjectRule ? await hitsOfSubject(tx, mail) : [],
    isToMany,
  };
}

async function hitsOfTag(tx: Transaction, { read, mac }: MailToThread): Promise<readonly DatedHit[]> {
  const number = numberInSubject(read.subject, mac);
  if (number === undefined) return [];
  return (await tx.readings.threadsNumbered(number)).map((known) => ({ ...known, id: subjectTag(number, mac) }));
}

/** Only answers are looked for so. */
async function hitsOfSubject(tx: Transaction, { read, mailboxId }: MailToThread): Promise<readonly ThreadHit[]> {
  const mailbox = await tx.centre.mailbox(mailboxId);
  if (mailbox === undefined || !hasReplyPrefix(read.subject)) return [];
  const found = await tx.readings.threadsOfCustomer({
    address: senderOf(read),
    mailbox: { id: mailbox.id, addresses: [mailbox.address, ...mailbox.aliases] },
    since: tx.now.wall - subjectAgeMs,
  });
  return found.map((known) => ({ ...known, id: baseSubject(read.subject) }));
}

/** Outlook's conversation of a mail. */
export const guidOf = ({ headers }: ReadMessage): string | undefined =>
  threadIndexGuid(fieldValues(headers, "Thread-Index")[0] ?? "");

const senderOf = ({ from }: ReadMessage): string => from[0]?.address ?? "";

async function decide(tx: Transaction, mail: MailToThread, { ids, hits, others }: Known): Promise<ThreadDecision> {
  const { read, isForged } = mail;
  const { threadWindowMs } = await tx.centre.settings();
  return decideThread({
    references: ids.filter((id) => !read.inReplyTo.includes(id) || read.references.includes(id)),
    inReplyTo: read.inReplyTo,
    hits,
    ...(others === undefined ? {} : { others }),
    sender: senderOf(read),
    isForged,
    subject: read.subject,
    now: tx.now.wall,
    threadWindowMs,
  });
}
