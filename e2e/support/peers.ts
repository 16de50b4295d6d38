import { execFile } from "node:child_process";
import { accessSync, constants, globSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Programs of others that the tests speak with. */
export type PeerName =
  | "bash"
  | "clamd"
  | "curl"
  | "dovecot"
  | "faketime"
  | "initdb"
  | "mount"
  | "postgres"
  | "smtp-sink"
  | "smtp-source"
  | "strace"
  | "swaks"
  | "umount";

/** Where Debian puts them, beside what the environment names. */
const usualFolders = ["/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/lib/postgresql/*/bin"];

/**
 * Options for a test that needs these peers: skipped with one clear line when one is absent. Throws instead when
 * `POSTROOM_REQUIRE_PEERS` is 1, so that a run that must prove something cannot skip it.
 */
export function needsPeers(...names: readonly PeerName[]): { readonly skip: string | false } {
  const absent = names.filter((name) => find(name) === undefined);
  if (absent.length === 0) return { skip: false };
  const line = `needs ${absent.join(", ")}, not installed here`;
  if (process.env["POSTROOM_REQUIRE_PEERS"] === "1") throw new Error(line);
  return { skip: line };
}

/** The path of a peer that `needsPeers` has found. */
export function peerPath(name: PeerName): string {
  const path = find(name);
  if (path === undefined) throw new Error(`${name} is not installed here`);
  return path;
}

export type PeerRun = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** Runs a peer to its end, at most `withinMs`. */
export function runPeer(name: PeerName, words: readonly string[], withinMs = 30_000): Promise<PeerRun> {
  return new Promise((resolve) => {
    const options = { timeout: withinMs, maxBuffer: 33_554_432 };
    const child = execFile(peerPath(name), words, options, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

function find(name: PeerName): string | undefined {
  const usual = usualFolders.flatMap((folder) => (folder.includes("*") ? globSync(folder).sort().reverse() : [folder]));
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), ...usual];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
