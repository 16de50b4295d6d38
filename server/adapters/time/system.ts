import { randomBytes } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import type { Chance } from "../../ports/chance.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Pace } from "../../ports/pace.ts";

export type SystemClock = Clock & {
  /** From now on steady time is this: what several processes have agreed on. */
  set(steady: number): void;
  /** Writes the anchor a last time and stops keeping it. */
  stop(): Promise<void>;
};

export type ClockOptions = {
  /** Where the anchor is kept over restarts. */
  readonly anchorFile: string;
  /** How often the anchor is written: what is lost of "never backwards" when a reboot meets a wrong wall clock. */
  readonly keepMs?: number;
  /** Names this boot of the machine; undefined where that cannot be known. Linux's own unless given. */
  readonly boot?: string | undefined;
};

/** `offset` + the monotonic clock of `boot` = steady time; `steady` is the last that was seen. */
type Anchor = { readonly boot: string | undefined; readonly offset: number; readonly steady: number };

/**
 * Steady time = stored anchor + monotonic clock, which on Linux counts from boot: restarts of the same boot continue it,
 * whatever happens to the wall clock. After a reboot it is set to the wall clock, but never back (reliability.md 2.6).
 */
export async function openClock(options: ClockOptions): Promise<SystemClock> {
  const boot = "boot" in options ? options.boot : await bootId();
  let offset = offsetAfter(await readAnchor(options.anchorFile), boot);
  const steady = () => offset + monotonic();
  let writing: Promise<void> = Promise.resolve();
  const keep = () => {
    writing = writing.then(() => writeAnchor(options.anchorFile, { boot, offset, steady: steady() }));
    return writing;
  };
  const keepIfPossible = () => {
    // An anchor that could not be written, on a full disk, costs nothing until the next reboot; the next round tries again.
    writing = keep().catch(() => undefined);
    return writing;
  };
  await keep();
  const timer = setInterval(keepIfPossible, options.keepMs ?? 10_000);
  timer.unref();
  return {
    steady,
    wall: () => Date.now(),
    set: (now) => {
      offset = now - monotonic();
    },
    stop: async () => {
      clearInterval(timer);
      await keepIfPossible();
    },
  };
}

/** Lets the clock of a store that comes from elsewhere begin no earlier than `steady`. */
export const startClockAt = (anchorFile: string, steady: number): Promise<void> =>
  writeAnchor(anchorFile, { boot: undefined, offset: 0, steady });

/** Many ids need few bytes each, and each call of the system costs as much as a thousand of them. */
const poolBytes = 4_096;
let pool = Buffer.alloc(0);

function bytes(length: number): Uint8Array {
  if (length > poolBytes) return new Uint8Array(randomBytes(length));
  if (pool.length < length) pool = randomBytes(poolBytes);
  const given = new Uint8Array(pool.subarray(0, length));
  pool = pool.subarray(length);
  return given;
}

export const systemChance: Chance = {
  bytes,
  fraction: () => Buffer.from(bytes(6)).readUIntBE(0, 6) / 2 ** 48,
};

export const systemPace: Pace = {
  after(ms, look) {
    const timer = setTimeout(look, ms);
    return () => clearTimeout(timer);
  },
};

function monotonic(): number {
  return Number(process.hrtime.bigint() / 1_000_000n);
}

function offsetAfter(anchor: Anchor | undefined, boot: string | undefined): number {
  if (anchor !== undefined && boot !== undefined && anchor.boot === boot) return anchor.offset;
  return Math.max(Date.now(), anchor?.steady ?? 0) - monotonic();
}

async function bootId(): Promise<string | undefined> {
  return readFile("/proc/sys/kernel/random/boot_id", "utf8").then(
    (text) => text.trim(),
    () => undefined,
  );
}

async function readAnchor(file: string): Promise<Anchor | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const [boot, offset, steady] = text.trim().split(" ");
  const anchor = { boot: boot === "-" ? undefined : boot, offset: Number(offset), steady: Number(steady) };
  return Number.isSafeInteger(anchor.offset) && Number.isSafeInteger(anchor.steady) ? anchor : undefined;
}

/** Whole at every moment: a command beside a running server keeps the same file, so each writing has a draft of its own. */
async function writeAnchor(file: string, { boot, offset, steady }: Anchor): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    await writeFile(draft, `${boot ?? "-"} ${offset} ${steady}\n`, { mode: 0o600, flush: true });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  }
}
