import { freeBytesFloor } from "../domain/mail/free-space.ts";
import type { Clock } from "../ports/clock.ts";
import type { Files } from "../ports/files.ts";

type Options = {
  readonly files: Files;
  /** Mails that wait to be read. */
  readonly unread: () => Promise<number>;
  readonly clock: Clock;
  readonly messageBytesMax: number;
  /** Mails that may wait to be read before no more are taken. */
  readonly waitingMax: number;
};

/** How long a count of waiting mails is good, while the limit is further away than what can come in the meantime. */
const countedForMs = 500;
const roomMin = 2_000;
/** How long the free space is good, while it is twice the floor. */
const freeForMs = 100;

/** Whether mail can be taken in now, by whichever way. mail.md 2.3, 3.1; reliability.md 2.8 */
export function createCapacity(options: Options): () => Promise<"ok" | "disk" | "backlog"> {
  const { files, unread, clock, messageBytesMax, waitingMax } = options;
  let counted = { at: Number.NEGATIVE_INFINITY, unread: 0 };
  let counting: Promise<number> | undefined;
  const count = async (): Promise<number> => {
    const at = clock.steady();
    counted = { at, unread: await unread() };
    return counted.unread;
  };
  const unreadNow = (): number | Promise<number> => {
    const hasRoom = waitingMax - counted.unread > roomMin;
    if (hasRoom && clock.steady() - counted.at < countedForMs) return counted.unread;
    if (!hasRoom) return count();
    counting ??= count().finally(() => {
      counting = undefined;
    });
    return counting;
  };
  let looked = { at: Number.NEGATIVE_INFINITY, free: 0 };
  let looking: Promise<number> | undefined;
  const look = async (): Promise<number> => {
    const at = clock.steady();
    looked = { at, free: await files.free() };
    return looked.free;
  };
  const freeNow = (): number | Promise<number> => {
    const hasRoom = looked.free > 2 * freeBytesFloor(messageBytesMax);
    if (hasRoom && clock.steady() - looked.at < freeForMs) return looked.free;
    if (!hasRoom) return look();
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  };
  return async () => {
    if ((await freeNow()) < freeBytesFloor(messageBytesMax)) return "disk";
    return (await unreadNow()) > waitingMax ? "backlog" : "ok";
  };
}
