import type { Clock } from "../../ports/clock.ts";
import { boundedMap } from "./bounded-map.ts";

/** Failed log-ins of the last minute, by user name and by address. No lasting lock: it opens by itself. reliability.md 7.2 S23 */
export type Attempts = {
  /** Begins a try, or says how long nobody may try. Every try that may begin is ended. */
  begin(userName: string, address: string): Attempt | { readonly waitMs: number };
};

export type Attempt = { end(outcome: "verified" | "wrong" | "undecided"): void };

type Options = {
  readonly clock: Clock;
  readonly failuresMax: number;
  readonly windowMs: number;
  readonly rememberedMax: number;
};

/**
 * A try counts against its user name from its beginning, so that guesses at the same time do not slip through; against its address only
 * when it failed, because a whole company may come from one.
 */
export function createAttempts({ clock, failuresMax, windowMs, rememberedMax }: Options): Attempts {
  const byKey = boundedMap<string, readonly number[]>(rememberedMax);
  const counted = (key: string): readonly number[] =>
    (byKey.get(key) ?? []).filter((at) => clock.steady() - at < windowMs);
  const waitMs = (key: string): number => {
    const oldest = counted(key).at(-failuresMax);
    return oldest === undefined ? 0 : oldest + windowMs - clock.steady();
  };
  const add = (key: string, at: number): void => byKey.set(key, [...counted(key), at].slice(-failuresMax));
  const takeBack = (key: string, at: number): void => {
    const times = [...counted(key)];
    const index = times.indexOf(at);
    if (index >= 0) byKey.set(key, times.toSpliced(index, 1));
  };
  return {
    begin(userName, address) {
      const name = `name ${userName.toLowerCase()}`;
      const origin = `address ${network(address)}`;
      const wait = Math.max(waitMs(name), waitMs(origin));
      if (wait > 0) return { waitMs: wait };
      const at = clock.steady();
      add(name, at);
      return {
        end(outcome) {
          if (outcome === "wrong") add(origin, at);
          else takeBack(name, at);
        },
      };
    },
  };
}

/** Whoever has one IPv6 address has the 2^64 beside it. */
function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (!plain.includes(":")) return plain;
  const [head = "", tail] = plain.split("::", 2);
  const front = head === "" ? [] : head.split(":");
  if (tail === undefined) return front.slice(0, 4).join(":");
  const back = tail === "" ? [] : tail.split(":");
  const zeros = Array<string>(Math.max(0, 8 - front.length - back.length)).fill("0");
  return [...front, ...zeros, ...back].slice(0, 4).join(":");
}
