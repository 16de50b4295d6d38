import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../root.ts";
import { generators } from "./all.ts";

/** The generated files that differ from what is committed, with the text that they should have. */
export async function outdated(): Promise<readonly { readonly file: string; readonly text: string }[]> {
  const made = await Promise.all(generators.map(async ({ file, make }) => ({ file, text: await make() })));
  const present = await Promise.all(made.map(({ file }) => readFile(join(root, file), "utf8").catch(() => undefined)));
  return made.filter(({ text }, index) => text !== present[index]);
}
