import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Programs of others that tests speak with. */
export type PeerName = "swaks" | "smtp-sink" | "smtp-source" | "openssl";

/** Where Debian puts some of them, beside what the environment names. */
const USUAL_FOLDERS = ["/usr/sbin", "/usr/bin", "/usr/local/bin"];

/** Where a peer is installed, or undefined. */
function peer(name: PeerName): string | undefined {
  // biome-ignore lint/style/noProcessEnv: tests have no configuration; this file alone reads the two variables
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), ...USUAL_FOLDERS];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/**
 * Options for a test that needs these peers: skipped with one clear line when one is absent. Throws instead when
 * `POSTROOM_REQUIRE_PEERS` is 1, so that a run that must prove something cannot skip it.
 */
export function needsPeers(...names: readonly PeerName[]): { readonly skip: string | false } {
  const absent = names.filter((name) => peer(name) === undefined);
  if (absent.length === 0) return { skip: false };
  const line = `needs ${absent.join(", ")}, not installed here`;
  // biome-ignore lint/style/noProcessEnv: see above
  if (process.env["POSTROOM_REQUIRE_PEERS"] === "1") throw new Error(line);
  return { skip: line };
}

/** The path of a peer that `needsPeers` has found. */
export function peerPath(name: PeerName): string {
  const path = peer(name);
  if (path === undefined) throw new Error(`${name} is not installed here`);
  return path;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
