import { isLonger } from "../characters.ts";
import type { UserValue } from "./interaction.ts";

const subjectCharactersMax = 1_000;

/** What is wrong with a text, or with user data of that name, as the subject of a draft. wire.md 5.2, 5.17 */
export function subjectProblem(value: UserValue): string | undefined {
  if (typeof value !== "string") return `expected string, got ${value === null ? "null" : typeof value}`;
  if (isLonger(value, subjectCharactersMax)) return `at most ${subjectCharactersMax} characters`;
  return lineBreaks.test(value) ? "line breaks are not allowed" : undefined;
}

const lineBreaks = /[\r\n\u2028\u2029]+/;

/** What another mail's subject becomes in a draft: such that the draft can be saved as it is, whatever that mail said. wire.md 5.2, 5.3 */
export function draftSubject(subject: string): string {
  const line = subject.split(lineBreaks).join(" ");
  return isLonger(line, subjectCharactersMax)
    ? [...line.slice(0, 2 * subjectCharactersMax)].slice(0, subjectCharactersMax).join("")
    : line;
}
