import { globSync } from "node:fs";
import { root } from "./root.ts";

/** Our source files in these folders of the top level, sorted. Planted mistakes are none. */
export const sourceFiles = (...folders: readonly string[]): readonly string[] =>
  folders
    .flatMap((folder) =>
      globSync(`${folder}/**/*.{ts,tsx,mjs}`, { cwd: root, exclude: ["**/node_modules", "tools/lint/planted"] }),
    )
    .sort();
