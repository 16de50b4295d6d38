/** What is wrong with a field, as the server names it: `$.actor: no such user`. */
export type FieldProblem = { readonly field: string; readonly words: string };

/** Undefined for what is about no single field. desktop.md 8.6 */
export function fieldProblem(words: string | undefined): FieldProblem | undefined {
  const [, field, rest] = /^\$\.(\w+): (.+)$/s.exec(words ?? "") ?? [];
  return field === undefined || rest === undefined ? undefined : { field, words: rest };
}
