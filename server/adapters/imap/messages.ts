import type { ImapFlow } from "imapflow";
import type { ListedMessage } from "../../domain/mail/mailbox-cursor.ts";
import type { Files } from "../../ports/files.ts";
import { type FetchedMessage, MessageUnreadable } from "../../ports/mail-source.ts";
import { type ImapSettings, pieceBytes } from "./settings.ts";

type Options = { readonly files: Files; readonly settings: ImapSettings };

/** Beyond this a server sends far more than it had announced, and the rest is not taken in one go. */
const surplusBytesMax = 16_777_216;

/** Several messages with one command, without marking them as read (`BODY.PEEK[]`); those that are gone are left out. */
export async function fetchSmall(
  client: ImapFlow,
  messages: readonly ListedMessage[],
  options: Options,
): Promise<readonly FetchedMessage[]> {
  if (messages.length === 0) return [];
  const asked = new Set(messages.map(({ uid }) => uid));
  const sources = new Map<number, Buffer>();
  let surplus = messages.reduce((sum, { size }) => sum - size, 0);
  const range = messages.map(({ uid }) => uid).join(",");
  for await (const { uid, source } of client.fetch(range, { uid: true, source: true }, { uid: true })) {
    if (!asked.has(uid) || source === undefined) continue;
    surplus += source.length;
    if (surplus > surplusBytesMax && messages.length > 1)
      throw new MessageUnreadable("the messages are larger than the server says");
    sources.set(uid, source);
  }
  const fetched: FetchedMessage[] = [];
  for (const [uid, source] of sources) {
    // Some servers answer for a message that they cannot read with nothing at all.
    if (source.length === 0) throw new MessageUnreadable("the server gives an empty message");
    fetched.push({ uid, raw: await rawOf(source, options) });
  }
  return fetched;
}

async function rawOf(source: Buffer, { files, settings }: Options): Promise<FetchedMessage["raw"]> {
  if (source.length <= settings.memoryBytesMax) return { bytes: source };
  return files.put(source, settings.messageBytesMax);
}

/**
 * One message in pieces, straight into the file store; undefined when it is gone. A server may answer for a message that goes away meanwhile
 * with an empty piece, which looks like its end: a message that is shorter than announced must come out the same once more.
 */
export async function fetchLarge(
  client: ImapFlow,
  message: ListedMessage,
  options: Options,
): Promise<FetchedMessage | undefined> {
  const raw = await download(client, message, options);
  if (raw === undefined || raw.size >= message.size) return raw && { uid: message.uid, raw };
  const again = await download(client, message, options);
  if (again === undefined) return undefined;
  // Some servers only estimate sizes (RFC822.SIZE of Exchange), but they give the same bytes each time.
  if (again.sha256 !== raw.sha256 && again.size < message.size)
    throw new MessageUnreadable("the server gives a part of the message");
  return { uid: message.uid, raw: again };
}

async function download(client: ImapFlow, { uid }: ListedMessage, { files, settings }: Options) {
  const found = await client.download(String(uid), undefined, {
    uid: true,
    chunkSize: pieceBytes,
    maxBytes: settings.messageBytesMax + 1,
  });
  if (!("content" in found) || found.content === undefined) return undefined;
  return files.put(found.content, settings.messageBytesMax);
}
