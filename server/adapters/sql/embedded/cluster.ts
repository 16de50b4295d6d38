import { execFile } from "node:child_process";
import { chown, lchown, lstat, mkdir, open, readdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { makePassword } from "./endpoint.ts";
import { codeOf } from "./fault-code.ts";
import type { Layout } from "./layout.ts";
import { type Account, environment, type OperatingUser } from "./operating-user.ts";
import { DirectoryUnusable, OtherMajor, ServerFailed } from "./refusals.ts";
import { superuser } from "./roles.ts";
import { unfinishedCluster } from "./unfinished-clusters.ts";

/** Who owns the cluster; undefined when there is none yet. Throws `DirectoryUnusable` when we may not use it. */
export async function clusterOwner(layout: Layout): Promise<Account | undefined> {
  try {
    const { uid, gid, mode } = await lstat(layout.cluster);
    const ourselves = process.getuid?.() ?? uid;
    if (ourselves !== 0 && ourselves !== uid) {
      throw new DirectoryUnusable(`${layout.cluster} belongs to user ${uid}: run postroom as that user`);
    }
    if (process.platform !== "win32" && ((mode & ownersAll) !== ownersAll || (mode & othersSome) !== 0)) {
      throw new DirectoryUnusable(`${layout.cluster} must be open to its owner and closed to others: chmod 0700`);
    }
    return { uid, gid };
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return undefined;
    throw cause;
  }
}

/** PostgreSQL starts on 0700 and on 0750 alone, and tries for seconds what it refuses. */
const ownersAll = 0o700;
const othersSome = 0o027;

/** Whether a cluster is there. Throws `OtherMajor`, and `DirectoryUnusable` for something else in its place. */
export async function hasCluster(layout: Layout, major: number): Promise<boolean> {
  const found = await readVersion(layout.cluster);
  if (found === undefined) return false;
  if (found !== String(major)) throw new OtherMajor(layout.cluster, found, major);
  return true;
}

/** Gives a cluster that root made to the account that is to run it from now on. */
export async function handOver(layout: Layout, account: Account): Promise<void> {
  for (const entry of await readdir(layout.cluster, { recursive: true, withFileTypes: true })) {
    await lchown(join(entry.parentPath, entry.name), account.uid, account.gid);
  }
  await chown(layout.cluster, account.uid, account.gid);
}

type CreateOptions = {
  readonly synced: boolean;
  /** What is worth doing while initdb works, for a second or two. */
  readonly meanwhile?: (() => void) | undefined;
};

/**
 * Makes the cluster in a side folder and renames it when it is complete. What fails midway leaves the name free and
 * deletes nothing but initdb's own unfinished files. `synced: false` is for tests.
 */
export async function createCluster(layout: Layout, user: OperatingUser, options: CreateOptions): Promise<void> {
  const side = unfinishedCluster(layout);
  await mkdir(side, { mode: 0o700 });
  if (user.account !== undefined) await chown(side, user.account.uid, user.account.gid);
  const { file, parameters, as } = user.command("initdb", [
    ...["-D", directoryFor(user, side), "-U", superuser, "--data-checksums"],
    ...["-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
    ...(await authentication(layout)),
    ...(options.synced ? [] : ["--no-sync"]),
  ]);
  try {
    const making = promisify(execFile)(file, parameters, { ...as, env: environment, cwd: side });
    options.meanwhile?.();
    await making;
  } catch (cause) {
    throw new ServerFailed(`initdb failed in ${side}: ${textOf(cause)}`, { cause });
  }
  await putInPlace(side, layout);
}

/** An account may be unable to walk down to the cluster, but the working directory that it was given works (measured, under a 0700 folder of root). */
export function directoryFor(user: OperatingUser, folder: string): string {
  return user.account !== undefined && process.platform === "linux" ? "/proc/self/cwd" : folder;
}

async function readVersion(cluster: string): Promise<string | undefined> {
  try {
    return (await readFile(join(cluster, "PG_VERSION"), "utf8")).trim();
  } catch (cause) {
    if (codeOf(cause) !== "ENOENT")
      throw new DirectoryUnusable(`${cluster} cannot be read: ${textOf(cause)}`, { cause });
  }
  const content = await readdir(cluster).catch(() => []);
  if (content.length > 0) throw new DirectoryUnusable(`${cluster} is no PostgreSQL cluster: move it away`);
  return undefined;
}

/** A socket is protected by its folder; on a port both roles need the password. */
async function authentication(layout: Layout): Promise<readonly string[]> {
  if (process.platform !== "win32") return ["--auth-local=trust", "--auth-host=reject"];
  await makePassword(layout);
  return ["--auth=scram-sha-256", `--pwfile=${layout.password}`];
}

async function putInPlace(side: string, layout: Layout): Promise<void> {
  try {
    await rename(side, layout.cluster);
  } catch (cause) {
    // Somebody was faster; theirs is as good, and whose it is to serve the lock decides.
    if ((await readVersion(layout.cluster)) === undefined) throw cause;
    return;
  }
  if (process.platform === "win32") return;
  const folder = await open(layout.data);
  await folder.sync();
  await folder.close();
}

function textOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const stderr = "stderr" in cause && typeof cause.stderr === "string" ? cause.stderr.trim() : "";
  return stderr || cause.message;
}
