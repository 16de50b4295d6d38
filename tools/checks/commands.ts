import { execFile } from "node:child_process";
import { join } from "node:path";
import { root } from "../root.ts";
import type { Check } from "./check.ts";

/** Format, lint, import rules. Warnings count: what is worth telling is worth mending. */
export const style = command("format and lint", "biome", [
  "ci",
  "--colors=off",
  "--error-on-warnings",
  "--max-diagnostics=50",
  ".",
]);
export const types = command("types", "tsc", ["--noEmit"]);
export const webTypes = command("types of the desktop", "tsc", ["--noEmit", "-p", "web"]);
export const deadCode = command("dead code and undeclared packages", "knip", ["--no-progress"]);

function command(name: string, program: string, args: readonly string[]): Check {
  return { name, problems: () => run(join(root, "node_modules/.bin", program), args) };
}

/** What the program printed, when it did not exit with 0. */
function run(program: string, args: readonly string[]): Promise<readonly string[]> {
  return new Promise((resolve) => {
    execFile(program, args, { cwd: root, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const printed = `${stdout}${stderr}`.trim();
      resolve(error === null ? [] : [printed === "" ? error.message : printed]);
    });
  });
}
