import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../root.ts";
import { sourceFiles } from "../source-files.ts";
import type { Check } from "./check.ts";

/** No operation calls another (architecture.md 5). What the linter cannot say: it does not look into the imported file. */
export const operationsAlone: Check = {
  name: "operations",
  problems: async () => {
    const texts = new Map(
      sourceFiles("server")
        .filter(isOperations)
        .map((file) => [file, readFileSync(join(root, file), "utf8")]),
    );
    return importsOfOperations(texts);
  },
};

/** Files of operations/ that import a value from one which defines an operation. */
export function importsOfOperations(texts: ReadonlyMap<string, string>): readonly string[] {
  return [...texts].flatMap(([file, text]) =>
    [...text.matchAll(/^import (?!type\b)[^;]*? from "(?<path>\.[^"]+)"/gm)]
      .map(({ groups }) => join(dirname(file), groups?.["path"] ?? ""))
      .filter((imported) => /= defineOperation\b/.test(texts.get(imported) ?? ""))
      .map((imported) => `${file} imports the operation ${imported}: share a piece, or a function of domain/`),
  );
}

const isOperations = (file: string): boolean =>
  file.startsWith("server/operations/") && !/\.(?:test|fixture)\./.test(file);
