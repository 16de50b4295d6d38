import { existsSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = new URL("../dist/", import.meta.url);

/**
 * Without __proto__ no JSON can reach a prototype. New objects get at most 24 MB: with twice that, what a large attachment is cut into lay
 * about until the room was full. The heap ends at 2 GB, whatever the machine has; no signal opens a debugger's port. The last flag keeps
 * lines that are no JSON out of stderr.
 */
export const nodeFlags = [
  "--disable-proto=delete",
  "--max-semi-space-size=8",
  "--max-old-space-size=2048",
  "--disable-sigusr1",
  "--disable-warning=ExperimentalWarning",
];

/**
 * The command as `tools/build/server.ts` packed it, which starts in less than half the time; undefined when there is none, or when
 * any file that it was made from is another by now. What runs is always what is written in the tree (ADR 16).
 */
export function packedCommand() {
  try {
    const madeFrom = JSON.parse(readFileSync(new URL("made-from.json", folder), "utf8"));
    const isCurrent = Object.entries(madeFrom).every(([file, [mtimeMs, size]]) => {
      const found = statSync(root + file, { throwIfNoEntry: false });
      return found !== undefined && found.mtimeMs === mtimeMs && found.size === size;
    });
    const command = fileURLToPath(new URL("postroom.js", folder));
    return isCurrent && existsSync(command) ? command : undefined;
  } catch {
    return undefined;
  }
}
