import type { Refused } from "../api/outcome.ts";

/** What is wrong with a field. `path`: as the form names it, `if[0].value`. */
export type Problem = { readonly path: string; readonly words: string };

/** What was refused of a form, field by field. What is about no field of it has an empty path. desktop.md 8.6 */
export function problemsOf({ problems, words }: Refused, root = "$."): readonly Problem[] {
  if (problems !== undefined) return problems.map(({ path, message }) => ({ path: below(path, root), words: message }));
  const [, path, rest] = /^(\$[\w.[\]]*): (.+)$/s.exec(words) ?? [];
  return path === undefined || rest === undefined || below(path, root) === ""
    ? [{ path: "", words }]
    : [{ path: below(path, root), words: rest }];
}

const below = (path: string, root: string): string => (path.startsWith(root) ? path.slice(root.length) : "");

export const problemAt = (problems: readonly Problem[], path: string): string | undefined =>
  problems.find((one) => one.path === path)?.words;
