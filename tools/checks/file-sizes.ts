import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root.ts";
import { sourceFiles } from "../source-files.ts";
import type { Check } from "./check.ts";

/** One idea per file (architecture.md 2): in lines. */
const limits = { median: 80, withoutReason: 300, most: 400 };

export type Sized = { readonly file: string; readonly text: string };

export const fileSizes: Check = {
  name: "file sizes",
  problems: async () => {
    const files = sourceFiles("contract", "server", "web", "e2e", "bench", "tools");
    return tooLong(files.map((file) => ({ file, text: readFileSync(join(root, file), "utf8") })));
  },
};

/** Files that are longer than allowed, and a median over the limit. Tests count for the first, not for the second. */
export function tooLong(files: readonly Sized[]): readonly string[] {
  const told = files.flatMap(({ file, text }) => {
    const lines = lineCount(text);
    if (lines > limits.most) return [`${file} has ${lines} lines, allowed are ${limits.most}`];
    if (lines <= limits.withoutReason || reason.test(text.slice(0, headLength))) return [];
    return [`${file} has ${lines} lines and no "Long because …" in its head`];
  });
  const middle = median(files.filter(({ file }) => !file.includes(".test.")).map(({ text }) => lineCount(text)));
  return middle <= limits.median
    ? told
    : [...told, `the median file has ${middle} lines, allowed are ${limits.median}`];
}

const reason = /\bLong because \w+/;
const headLength = 1000;

const lineCount = (text: string): number => text.split("\n").length - (text.endsWith("\n") ? 1 : 0);

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
}
