import type { Header, Manifest } from "../../adapters/archive/format.ts";
import { type ArchiveWriter, createArchive } from "../../adapters/archive/write.ts";
import { openDiskFiles } from "../../adapters/files/disk.ts";
import { inSnapshot, type Snapshot } from "../../adapters/sql/archive.ts";
import { pendingMigrations } from "../../adapters/sql/migrate.ts";
import type { Configuration } from "../../config-options.ts";
import type { Clock } from "../../ports/clock.ts";
import { FileDamaged, FileMissing, type Files, type StoredFile } from "../../ports/files.ts";
import type { Log } from "../../ports/log.ts";
import type { Closing } from "../closing.ts";
import { filesFolder } from "../data-directory.ts";
import { openOwner } from "../storage.ts";
import { version } from "../version.ts";
import { copyRefused } from "./refused.ts";

/** What a backup has in it. */
export type BackedUp = {
  readonly rows: number;
  readonly files: number;
  readonly bytes: number;
  /** Files that rows name and that could not be read: everything else is in it. */
  readonly missing: readonly string[];
};

type Needs = {
  readonly clock: Clock;
  readonly log: Log;
  readonly closing: Closing;
  /** Somebody wants no backup any more: nothing of it is left. */
  readonly stopped?: AbortSignal;
};

/**
 * Writes the whole store into the file `path`, beside a running server or alone: all rows of one moment, then the files that they name,
 * which nobody removes within 24 hours. What was confirmed before it began is in it. The key file is not. Throws `StartRefused`. reliability.md 2.11
 */
export async function backUp(configuration: Configuration, path: string, needs: Needs): Promise<BackedUp> {
  const owner = await openOwner(configuration, needs);
  needs.closing.add(() => owner.stop());
  const folder = filesFolder(configuration.data);
  const files = await openDiskFiles({ folder, clock: needs.clock, leftOverMs: Number.POSITIVE_INFINITY });
  try {
    // Of a newer schema nobody here knows all tables.
    await pendingMigrations(owner.url);
    return await writeArchive(path, (archive) =>
      inSnapshot(owner.url, (snapshot) =>
        writeStore({ archive: until(needs.stopped, archive), snapshot, files, clock: needs.clock }),
      ),
    );
  } catch (error) {
    throw copyRefused(`${path} cannot be written`, error);
  }
}

async function writeArchive(path: string, write: (archive: ArchiveWriter) => Promise<Manifest>): Promise<BackedUp> {
  const archive = await createArchive(path);
  try {
    const { tables, files, missing } = await write(archive);
    const bytes = await archive.finish();
    return { rows: tables.reduce((sum, table) => sum + table.rows, 0), files, bytes, missing };
  } catch (error) {
    await archive.abandon();
    throw error;
  }
}

const until = (stopped: AbortSignal | undefined, archive: ArchiveWriter): Pick<ArchiveWriter, "write"> => ({
  async write(kind, payload) {
    stopped?.throwIfAborted();
    await archive.write(kind, payload);
  },
});

type Writing = {
  readonly archive: Pick<ArchiveWriter, "write">;
  readonly snapshot: Snapshot;
  readonly files: Files;
  readonly clock: Clock;
};

async function writeStore({ archive, snapshot, files, clock }: Writing): Promise<Manifest> {
  const header: Header = {
    ...{ release: version, madeAt: clock.wall(), steady: clock.steady() },
    migrations: snapshot.migrations,
  };
  await archive.write("header", json(header));
  const tables: Manifest["tables"][number][] = [];
  for (const table of snapshot.tables) {
    await archive.write("table", json(table));
    const rows = snapshot.rows(table);
    for await (const part of rows) await archive.write("rows", part);
    tables.push({ name: table.name, rows: rows.count });
  }
  const sequences = await snapshot.sequences();
  const missing: string[] = [];
  let count = 0;
  for await (const file of snapshot.files()) {
    if (await writeFile(archive, files, file)) count += 1;
    else missing.push(file.sha256);
  }
  const manifest = { tables, files: count, missing, sequences };
  await archive.write("manifest", json(manifest));
  return manifest;
}

/** False when it is not there, or not what its name says: then nothing of it is in the backup. */
async function writeFile(archive: Writing["archive"], files: Files, { sha256 }: StoredFile): Promise<boolean> {
  const bytes = await files.read(sha256).catch((error) => {
    if (error instanceof FileMissing || error instanceof FileDamaged) return undefined;
    throw error;
  });
  if (bytes === undefined) return false;
  await archive.write("file", json({ sha256, size: bytes.byteLength }));
  await archive.write("bytes", bytes);
  return true;
}

const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
