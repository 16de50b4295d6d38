import { HopFailed } from "../../ports/mail.ts";
import { cut, type HopConnection, isAlive, quit, reset } from "./sender-connection.ts";
import type { SenderSettings } from "./sender-settings.ts";

/** A connection on loan. */
export type Loan = {
  readonly connection: HopConnection;
  /** Gives it back: `isReusable` when the peer has answered and waits for the next command. */
  giveBack(isReusable: boolean): void;
};

/** Connections to one destination. It never sends anything by itself but RSET and QUIT (mail.md 1.2.3). */
export type Pool = {
  /** Waits while all connections are on loan. Throws what opening one throws, and `HopFailed` when stopping. */
  borrow(): Promise<Loan>;
  /** Closes the idle ones and waits for those on loan, at most `stopMs`; then they are cut. */
  stop(): Promise<void>;
};

type Member = HopConnection & { mails: number };

export function createPool(open: () => Promise<HopConnection>, settings: SenderSettings): Pool {
  const idle = createIdle(settings.idleMs);
  const lent = new Set<Member>();
  const waiting: (() => void)[] = [];
  const allBack = Promise.withResolvers<void>();
  let opening = 0;
  let isStopping = false;

  const isFree = () => idle.size() > 0 || lent.size + opening < settings.connectionsMax;
  const noteFree = () => {
    waiting.shift()?.();
    if (isStopping && lent.size + opening === 0) allBack.resolve();
  };

  const giveBack = (member: Member, isReusable: boolean) => {
    if (!lent.delete(member)) return;
    member.mails += 1;
    if (!isReusable) cut(member.smtp);
    else if (isStopping || member.mails >= settings.mailsPerConnectionMax) quit(member.smtp);
    else idle.put(member);
    noteFree();
  };

  /** An idle one that still lives, or a new one; undefined when the idle one had died. */
  const obtain = async (): Promise<Member | undefined> => {
    const member = idle.take();
    if (member === undefined) return openNew();
    lent.add(member);
    if (await isReset(member, settings.connectMs)) return member;
    lent.delete(member);
    return undefined;
  };

  const openNew = async (): Promise<Member> => {
    opening += 1;
    try {
      const member = { ...(await open()), mails: 0 };
      lent.add(member);
      return member;
    } finally {
      opening -= 1;
    }
  };

  return {
    borrow: async () => {
      while (!isStopping) {
        if (!isFree()) await new Promise<void>((resolve) => waiting.push(resolve));
        else {
          const member = await obtain().catch((error) => {
            noteFree();
            throw error;
          });
          if (member === undefined) continue;
          return { connection: member, giveBack: (isReusable) => giveBack(member, isReusable) };
        }
      }
      throw new HopFailed("the sender is stopping");
    },
    stop: async () => {
      isStopping = true;
      for (let member = idle.take(); member !== undefined; member = idle.take()) quit(member.smtp);
      for (const wake of waiting.splice(0)) wake();
      if (lent.size + opening === 0) return;
      const timer = setTimeout(() => {
        for (const member of lent) cut(member.smtp);
        allBack.resolve();
      }, settings.stopMs);
      await allBack.promise;
      clearTimeout(timer);
    },
  };
}

/** Connections that nobody uses; each says QUIT by itself after `idleMs`. */
function createIdle(idleMs: number) {
  const timers = new Map<Member, NodeJS.Timeout>();
  const remove = (member: Member) => {
    clearTimeout(timers.get(member));
    timers.delete(member);
  };
  return {
    size: () => timers.size,
    put: (member: Member) => {
      const expire = () => {
        remove(member);
        quit(member.smtp);
      };
      timers.set(member, setTimeout(expire, idleMs).unref());
    },
    /** The one used last: it is the likeliest to live. */
    take: (): Member | undefined => {
      const member = [...timers.keys()].at(-1);
      if (member !== undefined) remove(member);
      return member;
    },
  };
}

async function isReset(member: Member, limitMs: number): Promise<boolean> {
  if (!isAlive(member.smtp)) return false;
  try {
    await reset(member.smtp, limitMs);
    return true;
  } catch {
    cut(member.smtp);
    return false;
  }
}
