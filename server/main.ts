import { join } from "node:path";
import { openDiskFiles } from "./adapters/files/disk.ts";
import { createLog } from "./adapters/log/pino.ts";
import { createStore } from "./adapters/sql/store.ts";
import { openClock } from "./adapters/time/system.ts";
import { createWake } from "./adapters/wake/in-process.ts";
import type { Configuration } from "./config-options.ts";
import type { Clock } from "./ports/clock.ts";
import type { Examination } from "./ports/examiner.ts";
import type { Log } from "./ports/log.ts";
import { NotApplied } from "./ports/store.ts";
import { checkConsistency, type Finding } from "./queries/consistency/check.ts";
import type { BackedUp } from "./start/archive/back-up.ts";
import type { Moved } from "./start/archive/move.ts";
import type { Restored } from "./start/archive/restore.ts";
import { type Closing, createClosing } from "./start/closing.ts";
import { existingDataDirectory, filesFolder, openDataDirectory, servedDataDirectory } from "./start/data-directory.ts";
import type { Ready } from "./start/serving.ts";
import { isStoreThere, migrateStorage, openStorage, openStorageBeside, type Storage } from "./start/storage.ts";
import type { PagesFor } from "./start/web.ts";
import { StartRefused } from "./start-refused.ts";

/** A running server. */
export type Running = { readonly ready: Ready; stop(): Promise<void> };

export type StartOptions = {
  readonly log: Log;
  /** Called once, when SMTP, HTTP, timers and send queue all work. */
  readonly onReady?: (ready: Ready) => void;
  /** The demo prints its log-ins: nobody need be warned of short passwords. */
  readonly isDemo?: boolean;
  /** Pages beside the API. */
  readonly pages?: PagesFor;
};

/**
 * Starts the whole server: configuration → adapters → loops. Throws `StartRefused` with one line for each problem; then nothing of ours
 * runs any more. `stop` ends everything in the reverse order (reliability.md 2.10).
 */
export async function startPostroom(configuration: Configuration, options: StartOptions): Promise<Running> {
  return opening(async (closing) => {
    const [{ readNamedFiles }, { warnOfShortPasswords }] = await Promise.all([
      import("./start/named-files.ts"),
      import("./start/provisioning.ts"),
    ]);
    const files = await readNamedFiles(configuration);
    if (options.isDemo !== true) warnOfShortPasswords(files.provisioning, options.log);
    await openDataDirectory(configuration.data);
    // The greater part of the code is loaded while PostgreSQL starts.
    const load = () => import("./start/serving.ts");
    const meanwhile = (): void => void load().catch(() => undefined);
    const storage = await openStorage(configuration, { log: options.log, onGone: endProcess, meanwhile });
    closing.add(() => storage.stop());
    const { serve } = await load();
    const ready = await serve(configuration, {
      ...{ storage, files },
      log: options.log,
      closing,
      onFatal: endProcess,
      pages: options.pages,
    });
    options.onReady?.(ready);
    return { ready, stop: () => closing.closeAll() };
  });
}

/** Names of the migrations that were, or with `dryRun` would be, applied. Throws `StartRefused`. */
export async function migrateOnly(
  configuration: Configuration,
  { dryRun }: { readonly dryRun: boolean },
): Promise<readonly string[]> {
  await (dryRun ? existingDataDirectory(configuration) : openDataDirectory(configuration.data));
  return migrateStorage(configuration, { log: quiet(), dryRun });
}

/** Applies a provisioning file beside a running server or alone, all or nothing; says whether it changed something. Throws `StartRefused`. */
export async function provisionOnly(configuration: Configuration, file: string): Promise<boolean> {
  const { readProvisioning, warnOfShortPasswords } = await import("./start/provisioning.ts");
  const provisioning = await readProvisioning(file);
  warnOfShortPasswords(provisioning, quiet());
  return beside(configuration, async (storage, closing) => {
    const { openCore } = await import("./start/core.ts");
    const core = await openCore(
      { ...configuration, provision: file },
      { storage, provisioning, log: quiet(), closing, onFatal: endProcess },
    );
    return core.wasProvisioned;
  });
}

/** One finding for each thing in the store that is inconsistent; beside a running server or alone. Throws `StartRefused`. */
export async function checkStore(configuration: Configuration): Promise<readonly Finding[]> {
  return (await checked(configuration)).findings;
}

/** The findings, and where the audit ends. */
async function checked(configuration: Configuration) {
  await existingStore(configuration);
  return beside(configuration, async (storage, closing) => {
    const clock = await openClock({ anchorFile: join(configuration.data, "clock") });
    closing.add(() => clock.stop());
    const files = await openDiskFiles({
      folder: filesFolder(configuration.data),
      clock,
      leftOverMs: Number.POSITIVE_INFINITY,
    });
    const store = createStore({ pool: storage.pool, clock, wake: createWake(), log: quiet() });
    const audit = await store.read(({ consistency }) => consistency.chainHead());
    return { findings: await checkConsistency({ store, files }), audit };
  });
}

/** Writes the whole store into `file`, unless it is stopped; beside a running server or alone. Throws `StartRefused`. */
export async function backUpStore(configuration: Configuration, file: string, stopped: AbortSignal): Promise<BackedUp> {
  await existingStore(configuration);
  return closingAll(async (closing) => {
    const { backUp } = await import("./start/archive/back-up.ts");
    const clock = await openClock({ anchorFile: join(configuration.data, "clock") });
    closing.add(() => clock.stop());
    return backUp(configuration, file, { clock, log: quiet(), closing, stopped });
  });
}

/** Makes a store of the backup `file` where none is, and checks it. Throws `StartRefused`. */
export async function restoreStore(
  configuration: Configuration,
  file: string,
): Promise<Restored & Awaited<ReturnType<typeof checked>>> {
  const { restore } = await import("./start/archive/restore.ts");
  const restored = await closingAll((closing) => restore(configuration, file, { log: quiet(), closing }));
  return { ...restored, ...(await checked(configuration)) };
}

/** Moves the embedded database, which nobody serves, into the empty one of `to`, and checks it there. Throws `StartRefused`. */
export async function moveStore(
  configuration: Configuration,
  to: Configuration,
): Promise<Moved & { readonly findings: readonly Finding[] }> {
  await servedDataDirectory(configuration);
  const { move } = await import("./start/archive/move.ts");
  const moved = await closingAll((closing) => move(configuration, to, { log: quiet(), closing }));
  return { ...moved, findings: await checkStore(to) };
}

/** What stands in the way of mail, and what should stand in DNS; beside a running server or alone. */
export async function examineInstallation(configuration: Configuration): Promise<Examination> {
  return opening(async (closing) => {
    const [{ examine }, { createResolver }] = await Promise.all([
      import("./start/doctor/examine.ts"),
      import("./adapters/verdicts/resolver.ts"),
    ]);
    const result = await examine(configuration, {
      clock: readingClock,
      ask: createResolver(),
      openStore: async () => {
        if (!(await isStoreThere(configuration))) return undefined;
        const storage = await openStorageBeside(configuration, { log: quiet() });
        closing.add(() => storage.stop());
        return createStore({ pool: storage.pool, clock: readingClock, wake: createWake(), log: quiet() });
      },
    });
    await closing.closeAll();
    return result;
  });
}

/** For commands that look at a store: they make none. Throws `StartRefused`. */
async function existingStore(configuration: Configuration): Promise<void> {
  await servedDataDirectory(configuration);
  if (!(await isStoreThere(configuration))) throw new StartRefused(["the database has no store of postroom"], 2);
}

/** For what only reads: nothing is due by it. */
const readingClock: Clock = { wall: () => Date.now(), steady: () => Date.now() };

const quiet = (): Log => createLog({ level: "warn" });

/** A fault behind which nothing may be believed: whoever runs the process hears of it as uncaught, and ends it. */
function endProcess(error: Error): void {
  queueMicrotask(() => {
    throw error;
  });
}

/** Closes what was opened, however it ends. */
const closingAll = <T>(work: (closing: Closing) => Promise<T>): Promise<T> =>
  opening(async (closing) => {
    const value = await work(closing);
    await closing.closeAll();
    return value;
  });

/** Closes what was opened when the rest cannot be. */
async function opening<T>(open: (closing: Closing) => Promise<T>): Promise<T> {
  const closing = createClosing();
  try {
    return await open(closing);
  } catch (error) {
    await closing.closeAll();
    throw error instanceof NotApplied ? databaseAway(error) : error;
  }
}

/** It was there and went, or refuses, in the middle of a start. */
function databaseAway(error: NotApplied): StartRefused {
  const because = error.cause instanceof Error ? error.cause.message : error.message;
  return new StartRefused([`the database cannot be used: ${because}`], 3, { cause: error });
}

/** Work on the store of a server that may be running; afterwards everything is closed. */
async function beside<T>(
  configuration: Configuration,
  work: (storage: Storage, closing: Closing) => Promise<T>,
): Promise<T> {
  return opening(async (closing) => {
    await openDataDirectory(configuration.data);
    const storage = await openStorageBeside(configuration, { log: quiet() });
    closing.add(() => storage.stop());
    const result = await work(storage, closing);
    await closing.closeAll();
    return result;
  });
}
