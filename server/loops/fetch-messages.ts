import { nextTryAt } from "../domain/mail/mailbox-cursor.ts";
import type { SourceMail } from "../operations/system/receive-from-mailbox.ts";
import type { NewUidAccount, SourceFolder, UidAccount } from "../ports/mail-accounts.ts";
import { type DatedMessage, type FetchedMessage, MessageUnreadable } from "../ports/mail-source.ts";
import type { Fetching, Visit } from "./fetching.ts";

/** What a batch of messages came to. */
export type Gathered = {
  readonly mails: readonly SourceMail[];
  readonly named: readonly Omit<NewUidAccount, "isSettled">[];
};

type Accounts = ReadonlyMap<number, UidAccount>;

/** So many connections in a row may break on one message before that counts as its own fault. */
const breaksMax = 2;

/**
 * Fetches a batch. What is gone, too large or unreadable comes back named; an unreadable message is tried three times within an hour and
 * holds up none behind it. Throws `SourceFailed` when the connection breaks; then the batch is fetched one by one at the next.
 */
export async function fetchBatch(
  fetching: Fetching,
  visit: Visit,
  source: SourceFolder,
  batch: { readonly messages: readonly DatedMessage[]; readonly accounts: Accounts },
): Promise<Gathered> {
  const { messageBytesMax } = fetching;
  const fitting = batch.messages.filter(({ size }) => size <= messageBytesMax);
  const { fetched, unreadable } = await fetchFitting(visit, fitting);
  const { heads, headless } = await fetchHeads(
    visit,
    batch.messages.filter(({ size }) => size > messageBytesMax),
  );
  const byUid = new Map(batch.messages.map((message) => [message.uid, message]));
  const mails: SourceMail[] = [];
  for (const { uid, raw } of fetched) {
    const message = byUid.get(uid);
    if (message === undefined) continue;
    const isWanted = batch.accounts.get(uid)?.isWanted ?? false;
    const arrived = { message, raw, isTooBig: false, isWanted, startedAt: source.startedAt };
    mails.push({ uid, isTooBig: false, isWanted, mail: await fetching.incoming(visit.account, arrived) });
  }
  for (const { message, head } of heads) {
    const arrived = { message, raw: { bytes: head }, isTooBig: true, isWanted: false, startedAt: source.startedAt };
    mails.push({
      uid: message.uid,
      isTooBig: true,
      isWanted: false,
      mail: await fetching.incoming(visit.account, arrived),
    });
  }
  const came = new Set(mails.map(({ uid }) => uid));
  const failed = new Set([...unreadable, ...headless]);
  const absent = batch.messages.map(({ uid }) => uid).filter((uid) => !came.has(uid) && !failed.has(uid));
  const there = new Set((await visit.folder.listThese(absent)).map(({ uid }) => uid));
  const named = [
    ...[...failed, ...absent.filter((uid) => there.has(uid))].map((uid) => failedTry(fetching, uid, batch.accounts)),
    ...absent.filter((uid) => !there.has(uid)).map((uid) => ({ uid, outcome: "gone-before-import" as const })),
  ];
  for (const { uid, outcome } of named.filter((one) => one.outcome !== "gone-before-import")) {
    fetching.performing.log.warn({ mailbox: visit.account.address, uid, outcome }, "a message cannot be fetched");
  }
  return { mails, named };
}

type Fitting = { readonly fetched: readonly FetchedMessage[]; readonly unreadable: ReadonlySet<number> };

async function fetchFitting(visit: Visit, messages: readonly DatedMessage[]): Promise<Fitting> {
  const { suspicion } = visit;
  if (!messages.some(({ uid }) => suspicion.careful.has(uid))) {
    try {
      return { fetched: await visit.folder.fetch(messages), unreadable: new Set() };
    } catch (error) {
      // On the next connection, if this one broke.
      for (const { uid } of messages) suspicion.careful.add(uid);
      if (!(error instanceof MessageUnreadable)) throw error;
    }
  }
  const fetched: FetchedMessage[] = [];
  const unreadable = new Set<number>();
  for (const message of messages) {
    const one = await askFor(visit, message, () => visit.folder.fetch([message]));
    if (one === "unreadable") unreadable.add(message.uid);
    else fetched.push(...one);
    suspicion.careful.delete(message.uid);
  }
  return { fetched, unreadable };
}

type Heads = {
  readonly heads: readonly { readonly message: DatedMessage; readonly head: Uint8Array }[];
  /** UIDs of those whose header cannot be had. */
  readonly headless: readonly number[];
};

async function fetchHeads(visit: Visit, messages: readonly DatedMessage[]): Promise<Heads> {
  const heads: { readonly message: DatedMessage; readonly head: Uint8Array }[] = [];
  const headless: number[] = [];
  for (const message of messages) {
    const head = await askFor(visit, message, () => visit.folder.fetchHead(message.uid));
    if (head === "unreadable") headless.push(message.uid);
    else if (head !== undefined) heads.push({ message, head });
  }
  return { heads, headless };
}

/** Asks for one message, unless too many connections broke on it. */
async function askFor<T>(
  { suspicion }: Visit,
  { uid }: DatedMessage,
  ask: () => Promise<T>,
): Promise<T | "unreadable"> {
  const broke = suspicion.broke?.uid === uid ? suspicion.broke.times : 0;
  if (broke >= breaksMax) {
    suspicion.broke = undefined;
    return "unreadable";
  }
  try {
    return await ask();
  } catch (error) {
    if (error instanceof MessageUnreadable) return "unreadable";
    suspicion.broke = { uid, times: broke + 1 };
    throw error;
  }
}

function failedTry({ clock }: Fetching, uid: number, accounts: Accounts): Omit<NewUidAccount, "isSettled"> {
  const tries = (accounts.get(uid)?.tries ?? 0) + 1;
  const nextTry = nextTryAt(tries, clock.steady());
  return { uid, tries, nextTry, outcome: nextTry === undefined ? "unreadable-at-server" : "retrying" };
}
