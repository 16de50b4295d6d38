import { existsSync, rmSync, statSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, relative } from "node:path";
import { root } from "../root.ts";
import { ascii } from "./ascii.ts";
import { keepPlaces } from "./keep-places.ts";
import { isRequired, requireHttp } from "./require-http.ts";

/** Where the packed server lies; `server/bin/packed.mjs` looks there. */
const folder = join(root, "server/dist");
const list = join(folder, "made-from.json");

/** Composition roots of the server's threads: started from the pack too. */
const threads = {
  "mail-thread": join(root, "server/mail-thread.ts"),
  "receiving-thread": join(root, "server/receiving-thread.ts"),
  "verdict-thread": join(root, "server/verdict-thread.ts"),
  "watchdog-thread": join(root, "server/watchdog-thread.ts"),
};

/** What the launcher knows: whether a pack is there that was made from what is there, and with which of Node's flags it runs. */
type Packed = { packedCommand(): string | undefined; readonly nodeFlags: readonly string[] };

const launcher = (): Promise<Packed> => import(new URL("../../server/bin/packed.mjs", import.meta.url).href);

/** What the launcher makes of itself, as words for Node; undefined when nothing is packed. */
export async function launchedWords(): Promise<readonly string[] | undefined> {
  const { packedCommand, nodeFlags } = await launcher();
  const command = packedCommand();
  return command === undefined ? undefined : [...nodeFlags, command];
}

/** npm writes it anew whenever it changes a package, so it stands for all of them. */
const installed = "node_modules/.package-lock.json";

/** When a file was written and how long it is: enough to see that it is no longer the one that was packed. */
type Stamps = Readonly<Record<string, readonly [mtimeMs: number, size: number]>>;

/**
 * Packs the server and the libraries that it loads into a few files under `server/dist`, beside a list of what they were made from.
 * A start then reads those instead of looking for some 1,500 (ADR 16). Nothing is done while the list still holds.
 */
export async function packServer(): Promise<void> {
  const { packedCommand } = await launcher();
  if (packedCommand() !== undefined) return;
  rmSync(folder, { recursive: true, force: true });
  const { rolldown } = await import("rolldown");
  const packing = await rolldown({
    input: { postroom: join(root, "server/cli/postroom.ts"), ...threads },
    platform: "node",
    external: (id) => isBuiltin(id) || id === "pg-native" || isNative(id),
    plugins: [requireHttp(), keepPlaces(folder, threads), ascii()],
  });
  await packing.write({ dir: folder, format: "esm", keepNames: true });
  const loaded = (await packing.watchFiles).filter((file) => existsSync(file)).map((file) => relative(root, file));
  await packing.close();
  const own = loaded.filter((file) => !file.startsWith("node_modules"));
  writeFileSync(list, JSON.stringify(stampsOf(existsSync(join(root, installed)) ? [...own, installed] : loaded)));
}

/** Node's own, but for those that `requireHttp` gives. */
const isBuiltin = (id: string): boolean => builtinModules.includes(id.replace(/^node:/, "")) && !isRequired(id);

/** Their machine code can't be packed; they are found at run time. */
const isNative = (id: string): boolean => id.startsWith("@node-rs/") || id.endsWith(".node");

function stampsOf(files: readonly string[]): Stamps {
  return Object.fromEntries(
    files.map((file) => {
      const { mtimeMs, size } = statSync(join(root, file));
      return [file, [mtimeMs, size]];
    }),
  );
}
