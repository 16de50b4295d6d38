import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../root.ts";
import type { Check } from "./check.ts";

const map = "ARCHITECTURE.md";

/** How long the map may be, in lines (architecture.md 16). */
const mapLinesMax = 200;

export const paths: Check = { name: "paths in documents", problems: async () => [...mapProblems(), ...brokenLinks()] };

/** Every path that the map names exists: `server/wire/api.ts`, `server/ports/`. */
function mapProblems(): readonly string[] {
  const text = readFileSync(join(root, map), "utf8");
  const lines = text.split("\n").length;
  return [
    ...(lines > mapLinesMax ? [`${map} has ${lines} lines, allowed are ${mapLinesMax}`] : []),
    ...pathsIn(text)
      .filter((path) => globSync(path, { cwd: root }).length === 0)
      .map((path) => `${map} names ${path}, which does not exist`),
  ];
}

/** Words in back quotes that begin with a folder of the top level, or are a file there. */
export function pathsIn(text: string): readonly string[] {
  const quoted = [...text.matchAll(/`(?<path>[^`\s]+)`/g)].map(({ groups }) => groups?.["path"] ?? "");
  const isPath = /^(?:(?:contract|server|web|e2e|bench|fixtures|docs|tools|\.ci)\/|[\w.-]+\.(?:md|json)$)/;
  return [...new Set(quoted.filter((path) => isPath.test(path)))];
}

/** Relative links of our pages that lead nowhere. */
function brokenLinks(): readonly string[] {
  return globSync(["*.md", "docs/**/*.md"], { cwd: root }).flatMap((page) =>
    [...readFileSync(join(root, page), "utf8").matchAll(/\]\((?<link>[^)#:\s]+)(?:#[^)]*)?\)/g)]
      .map(({ groups }) => groups?.["link"] ?? "")
      .filter((link) => !existsSync(join(root, dirname(page), link)))
      .map((link) => `${page} links to ${link}, which does not exist`),
  );
}
