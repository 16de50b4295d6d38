import { freeBytesFloor } from "../domain/mail/free-space.ts";
import type { Files } from "../ports/files.ts";
import type { Store } from "../ports/store.ts";

type Options = {
  readonly files: Files;
  readonly store: Store;
  readonly messageBytesMax: number;
  /** Mails that may wait to be read before no more are taken. */
  readonly waitingMax: number;
};

/** Whether mail can be taken in now, by whichever way. mail.md 2.3, 3.1; reliability.md 2.8 */
export async function capacityOf({
  files,
  store,
  messageBytesMax,
  waitingMax,
}: Options): Promise<"ok" | "disk" | "backlog"> {
  if ((await files.free()) < freeBytesFloor(messageBytesMax)) return "disk";
  const unread = await store.read((reading) => reading.messages.unread());
  return unread > waitingMax ? "backlog" : "ok";
}
