import { relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Plugin } from "rolldown";
import { root } from "../root.ts";

/**
 * A packed module lies in another folder than its source. What it looks for beside itself by `import.meta.url` stays where it is in the
 * tree; only the server's threads are taken from the pack.
 */
export function keepPlaces(folder: string, threads: Readonly<Record<string, string>>): Plugin {
  const packed = new Map(Object.entries(threads).map(([name, file]) => [file, `./${name}.js`]));
  return {
    name: "keep-places",
    transform(code, id) {
      if (!id.startsWith(root) || id.includes("node_modules") || !code.includes("import.meta.")) return null;
      return placed(code, id, folder, packed);
    },
  };
}

/** The text of module `id` as it must read in `folder`. Throws at `import.meta.dirname` and its like, which would lie there. */
export function placed(code: string, id: string, folder: string, packed: ReadonlyMap<string, string>): string {
  const unknown = /import\.meta\.(?!url\b|resolve\b)\w+/.exec(code);
  if (unknown !== null) throw new Error(`${id}: ${unknown[0]} does not survive packing; use import.meta.url`);
  const here = JSON.stringify(relative(folder, id).replaceAll(sep, "/"));
  return code.replace(/new URL\("([^"]+)", import\.meta\.url\)|import\.meta\.url/g, (whole, path?: string) => {
    const entry = path === undefined ? undefined : packed.get(fileURLToPath(new URL(path, pathToFileURL(id))));
    if (entry !== undefined) return `new URL("${entry}", import.meta.url)`;
    return whole.replace("import.meta.url", `new URL(${here}, import.meta.url)`);
  });
}
