import { globSync } from "node:fs";
import { relative, resolve } from "node:path";
import { isInstalled } from "./build/installed.ts";
import { launchedWords, packServer } from "./build/server.ts";
import { root } from "./root.ts";
import { type Round, runRound } from "./test-run/round.ts";
import type { Stage } from "./test-run/stage.ts";
import { nothingYet, sum, type Tally } from "./test-run/tally.ts";

// npm test: everything that runs inside a process, then the black-box tests, each in a few processes.
// `npm test -- server/domain` runs what lies below; with nothing to run it fails.

const asked = process.argv.slice(2).map((path) => relative(root, resolve(path)));
const limits = { testMs: 300_000, idleMs: 60_000, endsAt: performance.now() + 1_500_000 };

process.chdir(root);
const inProcess = below(
  globSync("{bench,contract,server,tools,web}/**/*.test.ts", { exclude: ["**/node_modules", "tools/lint/planted"] }),
);
const blackBox = below(globSync("e2e/**/*.test.ts"));
const isIn =
  (folder: string) =>
  (file: string): boolean =>
    file.startsWith(`${folder}/`);
const waits = isIn("server/adapters/sql/embedded");
const inBrowser = isIn("e2e/browser");
const waitsForPeers = (file: string): boolean => /^e2e\/protocols\/(?:clamd|imap|lmtp|smtp)/.test(file);
const stageOf = (files: readonly string[]): Stage => ({ ...limits, files });
const busy = inProcess.filter((file) => !waits(file));
const pages = blackBox.filter(inBrowser);
const killers = blackBox.filter(isIn("e2e/faults")).toReversed();
const peers = blackBox.filter(waitsForPeers);
const others = blackBox.filter((file) => !inBrowser(file) && !waitsForPeers(file) && !killers.includes(file));
const share = (files: readonly string[], one: number, of: number): readonly string[] =>
  files.filter((_, index) => index % of === one);
const mostKillers = killers.filter((_, index) => index % 7 !== 0);
/**
 * Lanes that run beside each other, of stages that follow each other. Inside a process half of the time goes to PostgreSQL, so three keep
 * two cores busy, and those that wait for PostgreSQL to start and end come beside them. Black-box tests wait half of their time, so three
 * lanes again: three fifths of those in a browser have one, the rest and those that wait for other mail servers even the others out. Those
 * that kill servers look at the clock most: they come last, and a seventh of them in the lane that has most of the pages.
 */
const rounds: readonly Round[] = [
  {
    preparation: "server/testing/global-setup.ts",
    lanes: [...[0, 1, 2].map((one) => share(busy, one, 3)), inProcess.filter(waits)].map((files) => [stageOf(files)]),
  },
  {
    preparation: "e2e/support/global-setup.ts",
    lanes: [
      [pages.filter((_, index) => index % 5 < 3), share(peers, 0, 3), share(killers, 0, 7)].map(stageOf),
      ...[0, 1].map((one) =>
        [share(others, one, 2), share(peers, 1 + one, 3), share(pages, 3 + one, 5), share(mostKillers, one, 2)].map(
          stageOf,
        ),
      ),
    ],
  },
];

// They start the server hundreds of times: packed, as users do, but without the launcher, which is a Node of its own.
if (blackBox.length > 0 && isInstalled("rolldown")) {
  await packServer();
  const words = await launchedWords();
  if (words !== undefined) process.env["POSTROOM_LAUNCHED"] = JSON.stringify(words);
}
let total: Tally = nothingYet;
for (const round of rounds) total = sum(total, await runRound(round));
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

function below(files: readonly string[]): readonly string[] {
  const wanted = (file: string): boolean => asked.some((path) => file === path || file.startsWith(`${path}/`));
  return files.filter((file) => asked.length === 0 || wanted(file)).sort();
}
