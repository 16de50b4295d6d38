import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root.ts";
import { sourceFiles } from "../source-files.ts";
import { type Citation, citationsIn } from "./citations.ts";
import type { Generator } from "./generator.ts";
import { heading, table } from "./markdown.ts";

/** Who says so: every source that a comment names, with the files that follow it and the tests beside them. */
export const specs: Generator = { file: "docs/specs.md", make: page };

function page(): string {
  const citations = sourceFiles("contract", "server", "web")
    .filter((file) => !/\.test\.\w+$/.test(file))
    .flatMap((file) => citationsIn(file, readFileSync(join(root, file), "utf8")));
  const parts = sorted(Map.groupBy(citations, ({ document }) => document)).map(
    ([document, cited]) => `## ${document}\n\n${table(["section", "followed in", "tested in"], rows(cited))}`,
  );
  const intro = "Sections of an RFC, a page of GWS's reference, or one of the project's own specifications.";
  return `${[heading("Sources and where they are followed", "the comments of the code"), intro, ...parts].join("\n\n")}\n`;
}

function rows(citations: readonly Citation[]): readonly (readonly string[])[] {
  const bySection = Map.groupBy(citations, ({ section, isMissing }) => (isMissing ? `${section} (missing)` : section));
  return sorted(bySection).map(([section, cited]) => {
    const files = [...new Set(cited.map(({ file }) => file))];
    const tests = files
      .map((file) => file.replace(/(\.\w+)$/, ".test$1"))
      .filter((test) => existsSync(join(root, test)));
    return [section, quoted(files), quoted(tests)];
  });
}

const quoted = (files: readonly string[]): string => files.map((file) => `\`${file}\``).join(", ");

const order = new Intl.Collator("en", { numeric: true });
const sorted = <Value>(groups: ReadonlyMap<string, Value>): readonly (readonly [string, Value])[] =>
  [...groups].sort(([one], [other]) => order.compare(one, other));
