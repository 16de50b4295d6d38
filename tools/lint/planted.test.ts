import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, glob, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { root } from "../root.ts";

const planted = join(root, "tools/lint/planted");

/** What the planted files are about; everything else that the linter says of them is noise here. */
const watched = [
  "noRestrictedImports",
  "noRestrictedGlobals",
  "noUndeclaredDependencies",
  "noImportCycles",
  "noProcessEnv",
];

test("every planted line is refused by the rule that it names, and no other line is", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "postroom-planted-"));
  t.after(() => rm(folder, { recursive: true }));
  await cp(planted, folder, { recursive: true });
  for (const file of ["biome.json", "package.json", "server/package.json", "contract/package.json", "tools/lint"]) {
    await cp(join(root, file), join(folder, file), { recursive: true, filter: (from) => from !== planted });
  }
  const expected = await markedLines();
  assert.ok(expected.length > 80, `${expected.length} planted lines`);
  assert.deepEqual(await refusedLines(folder), expected);
});

/** Lines that end in `// refused: rule, rule`, as `file:line rule`. */
async function markedLines(): Promise<readonly string[]> {
  const marked: string[] = [];
  for await (const file of glob("**/*.ts", { cwd: planted })) {
    const lines = (await readFile(join(planted, file), "utf8")).split("\n");
    for (const [index, line] of lines.entries()) {
      const rules = /\/\/ refused: (?<rules>.+)$/.exec(line)?.groups?.["rules"]?.split(", ") ?? [];
      marked.push(...rules.map((rule) => `${file}:${index + 1} ${rule}`));
    }
  }
  return marked.sort();
}

type Report = {
  readonly diagnostics: readonly {
    readonly category: string;
    readonly location: { readonly path: string; readonly start: { readonly line: number } };
  }[];
};

async function refusedLines(folder: string): Promise<readonly string[]> {
  const { diagnostics } = await lint(folder);
  const told = diagnostics.flatMap(({ category, location: { path, start } }) => {
    const rule = category.split("/").at(-1) ?? category;
    return rule === "plugin" || watched.includes(rule) ? [`${path}:${start.line} ${rule}`] : [];
  });
  return [...new Set(told)].sort();
}

function lint(folder: string): Promise<Report> {
  const biome = join(root, "node_modules/.bin/biome");
  const args = ["lint", "--vcs-enabled=false", "--reporter=json", "--max-diagnostics=none", "."];
  return new Promise((resolve, reject) => {
    // It exits with 1 because it finds what was planted; only an answer that is no report is a fault.
    execFile(biome, args, { cwd: folder, maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout));
      } catch (cause) {
        reject(new Error(`biome gave no report: ${error?.message} ${stderr}`, { cause }));
      }
    });
  });
}
