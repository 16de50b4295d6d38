import type { ImapFlow } from "imapflow";
import type { ListedMessage } from "../../domain/mail/mailbox-cursor.ts";
import { type Files, FileTooLarge } from "../../ports/files.ts";
import {
  type DatedMessage,
  type FetchedMessage,
  type FolderState,
  type MailFolder,
  MessageUnreadable,
  type Settling,
  SourceFailed,
} from "../../ports/mail-source.ts";
import { fetchLarge, fetchSmall } from "./messages.ts";
import { headBytesMax, type ImapSettings, pieceBytes } from "./settings.ts";
import { watchFolder } from "./tidings.ts";
import { isHostile, isRefusal } from "./trouble.ts";

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
    uids: () =>
      asking(async () =>
        ((await client.search({ all: true }, { uid: true })) || []).filter(isUid).sort((a, b) => a - b),
      ),
    fetch: (messages) => asking(() => fetchMessages(client, messages, options)),
    fetchHead: (uid) =>
      asking(async () => {
        const found = await client.fetchOne(String(uid), { uid: true, headers: true }, { uid: true });
        return found === false ? undefined : found.headers?.subarray(0, headBytesMax);
      }),
    settle: (uids, after) => asking(() => settle(client, uids, after)),
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
    const { uidValidity, uidNext, exists } = await client.mailboxOpen(path);
    return { uidValidity: uidValidity.toString(), uidNext, exists };
  } catch (error) {
    const isOfFolder = isRefusal(error) || (error instanceof Error && "mailboxMissing" in error);
    throw isOfFolder ? noFolder(path) : error;
  }
}

const noFolder = (path: string): SourceFailed => new SourceFailed("folder", `the folder cannot be opened: ${path}`);

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
    return fetched;
  } catch (error) {
    // With several in hand nobody knows which one it was: they are asked for one by one.
    const isOfMessage =
      isRefusal(error) || error instanceof FileTooLarge || (isHostile(options.because(error)) && messages.length === 1);
    throw isOfMessage ? unreadable(options, error) : error;
  }
}

/** Without the library's error as its cause: that carries the command. */
const unreadable = ({ failed }: Options, error: unknown): MessageUnreadable =>
  new MessageUnreadable(failed(error).message);

async function settle(client: ImapFlow, uids: readonly number[], after: Settling): Promise<void> {
  const range = uids.join(",");
  const inUids = { uid: true } as const;
  switch (after.kind) {
    case "seen":
      await client.messageFlagsAdd(range, ["\\Seen"], inUids);
      return;
    case "delete":
      await client.messageDelete(range, inUids);
      return;
    case "move":
      if ((await client.messageMove(range, after.to, inUids)) === false) {
        throw new SourceFailed("folder", `mail cannot be moved to the folder ${after.to}`);
      }
  }
}
