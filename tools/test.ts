import { existsSync, globSync } from "node:fs";
import { relative, resolve } from "node:path";
import { root } from "./root.ts";
import { runStage, type Stage } from "./test-run/stage.ts";
import { nothingYet, sum, type Tally } from "./test-run/tally.ts";

// npm test: everything that runs inside a process, in two of them, then the black-box tests with a process for each file.
// `npm test -- server/domain` runs what lies below; with nothing to run it fails.

const asked = process.argv.slice(2).map((path) => relative(root, resolve(path)));
const limits = { testMs: 300_000, idleMs: 60_000, endsAt: performance.now() + 1_500_000 };
const setup = "server/testing/global-setup.ts";

process.chdir(root);
const inProcess = below(
  globSync("{contract,server,tools,web}/**/*.test.ts", { exclude: ["**/node_modules", "tools/lint/planted"] }),
);
const globalSetup = existsSync(setup) ? setup : undefined;
/** Stages that run beside each other: each test process keeps one core busy, and two are what a small machine has. */
const rounds: readonly (readonly Stage[])[] = [
  [0, 1].map((half) => ({
    ...limits,
    files: inProcess.filter((_, index) => index % 2 === half),
    isolation: "none",
    globalSetup,
  })),
  [{ ...limits, files: below(globSync("e2e/**/*.test.ts")), isolation: "process", concurrency: 2 }],
];

let total: Tally = nothingYet;
for (const round of rounds) {
  const tallies = await Promise.all(round.filter(({ files }) => files.length > 0).map(runStage));
  total = tallies.reduce(sum, total);
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

function below(files: readonly string[]): readonly string[] {
  const wanted = (file: string): boolean => asked.some((path) => file === path || file.startsWith(`${path}/`));
  return files.filter((file) => asked.length === 0 || wanted(file)).sort();
}
