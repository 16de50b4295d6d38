import type { ConfigResponsesAnswer } from "@postroom/contract";

export type Response = ConfigResponsesAnswer["responses"][number];

/** What is looked for. */
export type Wanted = {
  readonly words: string;
  /** Only what nobody has used for ninety days. */
  readonly isUnused: boolean;
  /** Only what may not be used, because nobody has approved it. */
  readonly isUnapproved: boolean;
};

/** One text in its languages. */
type Row = { readonly name: string; readonly byLanguage: ReadonlyMap<string, Response> };

/** A category with its texts, and the languages that any of them has. */
export type Group = {
  readonly category: string;
  readonly languages: readonly string[];
  readonly rows: readonly Row[];
};

const unusedMs = 90 * 86_400_000;

/** Nobody has used it for ninety days, and nobody has written it in them. desktop.md 8.5 */
export const isUnused = ({ lastUsedAt, modifiedTime }: Response, now: number): boolean =>
  now - Math.max(Date.parse(lastUsedAt ?? modifiedTime), Date.parse(modifiedTime)) >= unusedMs;

/** Categories in the order of the tree, each text of them with its languages side by side. A text is shown whole when one of its languages is wanted. */
export function groupsOf(responses: readonly Response[], wanted: Wanted, now: number): readonly Group[] {
  const byCategory = Map.groupBy(responses, ({ category }) => category);
  const sorted = [...byCategory].toSorted(([one], [other]) => inTree(one.split("/"), other.split("/")));
  return sorted.flatMap(([category, all]) => {
    const languages = [...new Set(all.map(({ language }) => language))].toSorted();
    const rows = [...Map.groupBy(all, ({ name }) => name)]
      .filter(([, texts]) => texts.some((text) => isWanted(text, wanted, now)))
      .map(([name, texts]) => ({ name, byLanguage: new Map(texts.map((text) => [text.language, text])) }));
    return rows.length === 0 ? [] : [{ category, languages, rows }];
  });
}

/** What lies below a category follows it. */
function inTree(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((name, level) => name !== other[level]);
  if (at < 0) return one.length - other.length;
  return at >= other.length ? 1 : (one[at] ?? "").localeCompare(other[at] ?? "");
}

function isWanted(response: Response, { words, isUnused: mustBeUnused, isUnapproved }: Wanted, now: number): boolean {
  if (mustBeUnused && !isUnused(response, now)) return false;
  if (isUnapproved && response.approved) return false;
  const { name, shortcut, category, subject, preview } = response;
  const text = [name, shortcut, category, subject, preview].join(" ").toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
