import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Header } from "../../adapters/archive/format.ts";
import { ArchiveRefused } from "../../adapters/archive/read.ts";
import { readSections, verifyArchive } from "../../adapters/archive/sections.ts";
import { openDiskFiles } from "../../adapters/files/disk.ts";
import { adopt } from "../../adapters/sql/adoption.ts";
import { type Filling, filling } from "../../adapters/sql/archive.ts";
import { migrate } from "../../adapters/sql/migrate.ts";
import { openClock, startClockAt } from "../../adapters/time/system.ts";
import type { Configuration } from "../../config-options.ts";
import type { Moment } from "../../domain/interaction/interaction.ts";
import type { Files } from "../../ports/files.ts";
import type { Log } from "../../ports/log.ts";
import type { Closing } from "../closing.ts";
import { filesFolder, openDataDirectory } from "../data-directory.ts";
import { keyFileOf } from "../secrets.ts";
import { signingFileOf } from "../signing.ts";
import { unclaimFiles } from "../stored-files.ts";
import { assertKnownSchema, assertNothingThere, openEmptyStore } from "./empty-store.ts";
import { copyRefused } from "./refused.ts";

/** What was restored. */
export type Restored = {
  /** Wall time at which the backup was made. */
  readonly madeAt: number;
  readonly rows: number;
  readonly files: number;
  /** Files that were missing already when the backup was made. */
  readonly missing: readonly string[];
  /** Where the keys of before have to lie and do not: no backup has them. */
  readonly keysMissing: readonly string[];
};

/**
 * Makes of a backup a store that may be served, in a directory and database in which nothing ever was. All of the file is verified before
 * anything is touched; the rows come in one transaction, together with what makes the store begin anew (`adopt`). Ended in the middle, it can be
 * done again. Throws `StartRefused`. reliability.md 2.11
 */
export async function restore(
  configuration: Configuration,
  path: string,
  { log, closing }: { readonly log: Log; readonly closing: Closing },
): Promise<Restored> {
  const { header } = await readable(path, () => verifyArchive(path));
  await assertKnownSchema(path, header);
  await assertNothingThere(configuration);
  const store = await openEmptyStore(configuration, { log, header });
  closing.add(() => store.stop());
  await openDataDirectory(configuration.data);
  await unclaimFiles(configuration.data);
  const clock = await clockFrom(configuration, header);
  closing.add(() => clock.stop());
  const folder = filesFolder(configuration.data);
  const files = await openDiskFiles({ folder, clock, leftOverMs: Number.POSITIVE_INFINITY });
  try {
    const restored = await filling(store.url, (into) =>
      fillFrom(path, { into, files, now: { wall: clock.wall(), steady: clock.steady() } }),
    );
    await migrate(store.url, store.grant);
    return { ...restored, keysMissing: keysMissing(configuration) };
  } catch (error) {
    throw unrestored(path, error);
  }
}

type Target = { readonly into: Filling; readonly files: Files; readonly now: Moment };

async function fillFrom(path: string, { into, files, now }: Target): Promise<Omit<Restored, "keysMissing">> {
  let madeAt = 0;
  let rows = 0;
  let missing: readonly string[] = [];
  let count = 0;
  for await (const section of readSections(path)) {
    if (section.kind === "header") madeAt = section.head.madeAt;
    if (section.kind === "table") rows += await into.table(section.head, section.bytes);
    if (section.kind === "file") {
      const { sha256 } = await files.put(section.bytes);
      if (sha256 !== section.head.sha256)
        throw new ArchiveRefused(`file ${section.head.sha256} is not what its name says`);
      count += 1;
    }
    if (section.kind === "manifest") {
      missing = section.head.missing;
      await into.sequences(section.head.sequences);
    }
  }
  await adopt(into.database, { now, madeAt });
  return { madeAt, rows, files: count, missing };
}

const keysMissing = (configuration: Configuration): readonly string[] =>
  [keyFileOf(configuration), signingFileOf(configuration)].filter((file) => !existsSync(file));

/** The centre's own time goes on where the backup left it, and never back. */
async function clockFrom({ data }: Configuration, { steady }: Header) {
  await mkdir(data, { recursive: true, mode: 0o700 });
  const anchorFile = join(data, "clock");
  await startClockAt(anchorFile, steady);
  return openClock({ anchorFile });
}

async function readable<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw unrestored(path, error);
  }
}

const unrestored = (path: string, cause: unknown) => copyRefused(`${path} cannot be restored`, cause);
