import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { root } from "../root.ts";
import type { Generator } from "./generator.ts";

const wire = join(root, "fixtures/wire");

/** Every golden file: `a/accept` → `request`, `response`, `notification`. */
export const readGolden = (): Readonly<Record<string, Readonly<Record<string, unknown>>>> => {
  const files = globSync("*/*/*.json", { cwd: wire }).map((file) => file.replaceAll("\\", "/"));
  const folders = [...new Set(files.map((file) => dirname(file)))].sort();
  const within = (folder: string) => files.filter((file) => dirname(file) === folder).sort();
  return Object.fromEntries(
    folders.map((folder) => [
      folder,
      Object.fromEntries(
        within(folder).map((file) => [basename(file, ".json"), JSON.parse(readFileSync(join(wire, file), "utf8"))]),
      ),
    ]),
  );
};

/** The golden files where the server has them: the API's description shows them. */
export const goldenExamples: Generator = {
  file: "server/wire/golden-examples.json",
  make: () => `${JSON.stringify(readGolden())}\n`,
};
