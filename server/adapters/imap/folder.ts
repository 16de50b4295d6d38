import type { ImapFlow, MailboxObject } from "imapflow";
import type { ListedMessage } from "../../domain/mail/mailbox-cursor.ts";
import { type Files, FileTooLarge } from "../../ports/files.ts";
import {
  type DatedMessage,
  type FetchedMessage,
  type FolderState,
  type MailFolder,
  MessageUnreadable,
  SourceFailed,
} from "../../ports/mail-source.ts";
import { fetchLarge, fetchSmall } from "./messages.ts";
import { headBytesMax, type ImapSettings, pieceBytes } from "./settings.ts";
import { settle } from "./settle.ts";
import { watchFolder } from "./tidings.ts";
import { copyRefused, folderRefused, isHostile, isMisread, isRefusal, isTooLarge } from "./trouble.ts";

/** Of what a search finds so many are looked at. */
const foundMax = 100;

type Options = {
  readonly path: string;
  readonly files: Files;
  readonly settings: ImapSettings;
  readonly failed: (error: unknown) => SourceFailed;
  /** What broke the connection, where an error only says that it is broken. */
  readonly because: (error: unknown) => unknown;
};

/** An open folder over one connection; whatever the library throws comes out as `SourceFailed`. */
export async function openFolder(client: ImapFlow, options: Options): Promise<MailFolder> {
  const { path, failed, settings } = options;
  const asking = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw error instanceof MessageUnreadable ? error : failed(error);
    }
  };
  await select(client, path);
  const tidings = watchFolder(client);
  return {
    look: () =>
      asking(async () => {
        const state = await select(client, path);
        tidings.forget();
        return state;
      }),
    list: (fromUid) => asking(() => list(client, `${fromUid}:*`)),
    listThese: (uids) => asking(() => (uids.length === 0 ? Promise.resolve([]) : list(client, uids.join(",")))),
    uids: () => asking(() => allUids(client)),
    fetch: (messages) => asking(() => fetchMessages(client, messages, options)),
    fetchHead: (uid) => asking(() => fetchHead(client, uid, options)),
    settle: (uids, after) => asking(() => settle(client, uids, after)),
    holds: (messageId) => asking(() => holds(client, path, messageId)),
    append: (raw, at) => asking(() => append(client, raw, { path, at })),
    quota: () => asking(() => quota(client, path)),
    news: (withinMs) => asking(() => tidings.within(withinMs)),
    async close() {
      const timer = setTimeout(() => client.close(), settings.closeMs);
      await client.logout().catch(() => undefined);
      clearTimeout(timer);
      client.close();
    },
    cut: () => client.close(),
  };
}

/** RFC 3501 §6.3.2: SELECT anew, because another session may have emptied or made the folder again. */
async function select(client: ImapFlow, path: string): Promise<FolderState> {
  try {
    // What the library's type promises, some servers leave out.
    const { uidValidity, uidNext = 0, exists = 0 }: Partial<MailboxObject> = await client.mailboxOpen(path);
    // RFC 3501 §2.3.1.1: without it no number means anything.
    if (uidValidity === undefined) throw withoutUidValidity(path);
    return { uidValidity: uidValidity.toString(), uidNext, exists };
  } catch (error) {
    const isOfFolder = isRefusal(error) || (error instanceof Error && "mailboxMissing" in error);
    throw isOfFolder ? folderRefused(error, path) : error;
  }
}

const withoutUidValidity = (path: string): SourceFailed =>
  new SourceFailed("protocol", `the mail server answered what cannot be understood: no UIDVALIDITY for ${path}`);

async function list(client: ImapFlow, range: string): Promise<readonly DatedMessage[]> {
  const found = new Map<number, DatedMessage>();
  for await (const { uid, size, internalDate } of client.fetch(
    range,
    { uid: true, size: true, internalDate: true },
    { uid: true },
  )) {
    if (isUid(uid)) found.set(uid, { uid, size: Math.max(0, size ?? 0), arrivedAt: timeOf(internalDate) });
  }
  return [...found.values()].sort((a, b) => a.uid - b.uid);
}

/** A folder that the server does not search would look empty, and nothing in it unaccounted for; there it is listed. */
async function allUids(client: ImapFlow): Promise<readonly number[]> {
  const found = await client.search({ all: true }, { uid: true });
  if (!Array.isArray(found)) return (await list(client, "1:*")).map(({ uid }) => uid);
  return found.filter(isUid).sort((a, b) => a - b);
}

/** RFC 9051 §2.3.1.1 */
const isUid = (uid: number): boolean => Number.isInteger(uid) && uid > 0 && uid <= 0xffff_ffff;

function timeOf(date: Date | string | undefined): number | undefined {
  const time = date === undefined ? Number.NaN : new Date(date).getTime();
  return Number.isNaN(time) ? undefined : time;
}

async function fetchMessages(client: ImapFlow, messages: readonly ListedMessage[], options: Options) {
  try {
    const small = messages.filter(({ size }) => size <= pieceBytes);
    const fetched: FetchedMessage[] = [...(await fetchSmall(client, small, options))];
    for (const large of messages.filter(({ size }) => size > pieceBytes)) {
      const one = await fetchLarge(client, large, options);
      if (one !== undefined) fetched.push(one);
    }
    return fetched.sort((a, b) => a.uid - b.uid);
  } catch (error) {
    throw isOfMessage(error, messages.length, options) ? unreadable(options, error) : error;
  }
}

/** Asked for as a piece: the header of a message that is too large may be so as well. */
async function fetchHead(client: ImapFlow, uid: number, options: Options): Promise<Uint8Array | undefined> {
  try {
    const start = { key: "HEADER", start: 0, maxLength: headBytesMax };
    const found = await client.fetchOne(String(uid), { uid: true, bodyParts: [start] }, { uid: true });
    return found === false ? undefined : found.headers?.subarray(0, headBytesMax);
  } catch (error) {
    throw isOfMessage(error, 1, options) ? unreadable(options, error) : error;
  }
}

/** With several in hand nobody knows which one broke the connection: they are asked for one by one. */
const isOfMessage = (error: unknown, inHand: number, { because }: Options): boolean =>
  isRefusal(error) || isMisread(error) || error instanceof FileTooLarge || (isHostile(because(error)) && inHand === 1);

/** Without the library's error as its cause: that carries the command. */
const unreadable = ({ failed }: Options, error: unknown): MessageUnreadable =>
  new MessageUnreadable(failed(error).message);

/** RFC 9051 §6.4.4 compares a part of the field, and some servers answer with whatever lies there: what was found is looked at. */
async function holds(client: ImapFlow, path: string, messageId: string): Promise<boolean> {
  await select(client, path);
  const found = await client.search({ header: { "Message-ID": messageId } }, { uid: true });
  // Nobody knows whether it is there: a copy that was made all the same could be the second one.
  if (!Array.isArray(found)) throw new SourceFailed("folder", `the folder cannot be searched: ${path}`);
  const newest = found.sort((a, b) => a - b).slice(-foundMax);
  if (newest.length === 0) return false;
  const looked = await client.fetchAll(newest.join(","), { uid: true, headers: ["message-id"] }, { uid: true });
  return looked.some(({ headers }) => headers?.toString("latin1").includes(messageId));
}

/** RFC 9051 §6.3.12; a message that the server does not take leaves the connection as it was. */
async function append(
  client: ImapFlow,
  raw: Uint8Array,
  { path, at }: { readonly path: string; readonly at: number },
): Promise<void> {
  try {
    await client.append(path, Buffer.from(raw), ["\\Seen"], new Date(at));
  } catch (error) {
    throw isRefusal(error) || isTooLarge(error) ? copyRefused(error, path) : error;
  }
}

/** RFC 9208 §4.1.2; a server that offers it and then refuses is one that does not say. */
async function quota(client: ImapFlow, path: string): Promise<Awaited<ReturnType<MailFolder["quota"]>>> {
  const found = (await client.getQuota(path)) || undefined;
  const { usage, limit } = found?.storage ?? {};
  return usage === undefined || limit === undefined ? undefined : { usedBytes: usage, limitBytes: limit };
}
