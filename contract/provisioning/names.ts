import { type Problem, pathText } from "../problems.ts";
import { beside, each, type Found, find, findAll, key, type Path, type Steps } from "./find.ts";

/**
 * What a skill expression is wrong about, given the skills that exist; undefined: nothing. The grammar belongs to the server, so it is
 * handed in.
 */
export type SkillExpressionProblem = (expression: string, skills: ReadonlySet<string>) => string | undefined;

/** Dangling names, names used twice and broken expressions, all of them, however broken the rest of the file is. */
export function problemsOfNames(file: unknown, skillExpressionProblem: SkillExpressionProblem): readonly Problem[] {
  return [...dangling(file), ...repeated(file), ...expressions(file, skillExpressionProblem)];
}

export const problemAt = (path: Path, message: string): Problem => ({ path: pathText(path), message });

const asWritten = (text: string): string => text;
const anyCase = (text: string): string => text.toLowerCase();

const addresses = { at: [["mailboxes", each, "address"], ["mailboxes", each, "aliases", each]], fold: anyCase } as const; // biome-ignore format: one row
const queues = { at: [["queues", each, "name"]], fold: asWritten } as const;
const responses = { at: [["standardResponses", each, "name"]], fold: asWritten } as const;
const skills = { at: [["skills", each]], fold: asWritten } as const;
const groups = { at: [["groups", each, "name"]], fold: asWritten } as const;
const workbins = { at: [["workbins", each, "name"]], fold: asWritten } as const;
const users = { at: [["agents", each, "userName"]], fold: anyCase } as const;

/** Where names are defined, and how they are compared. */
type Names = { readonly at: readonly Steps[]; readonly fold: (text: string) => string };

/** Where a name stands → among what it must be. */
const references: readonly { readonly at: Steps; readonly among: Names; readonly message: string }[] = [
  { at: ["settings", "defaultFromAddress"], among: addresses, message: "no such mailbox" },
  { at: ["mailboxes", each, "queue"], among: queues, message: "no such queue" },
  { at: ["mailboxes", each, "acknowledgement", "response"], among: responses, message: "no such standard response" },
  { at: ["queues", each, "routing", "overflow", "queue"], among: queues, message: "no such queue" },
  { at: ["queues", each, "acknowledgement", "response"], among: responses, message: "no such standard response" },
  { at: ["agents", each, "skills", key], among: skills, message: "no such skill" },
  { at: ["agents", each, "groups", each], among: groups, message: "no such group" },
];

/** Names that may stand only once. */
const unique: readonly Names[] = [addresses, queues, skills, groups, workbins, users];

function dangling(file: unknown): readonly Problem[] {
  return references.flatMap(({ at, among, message }) => {
    const known = new Set(findAll(file, among.at).map(({ value }) => among.fold(value)));
    return find(file, at)
      .filter(({ value }) => !known.has(among.fold(value)))
      .map(({ path, value }) => problemAt(path, at.at(-1) === key ? message : `${message}: ${value}`));
  });
}

function repeated(file: unknown): readonly Problem[] {
  const byName = unique.map(({ at, fold }) =>
    findAll(file, at).map(({ path, value }) => ({ path, value: fold(value) })),
  );
  return [...byName, responseKeys(file)].flatMap(secondOnes);
}

/** A standard response is known by category, name and language. */
const responseKeys = (file: unknown): readonly Found[] =>
  findAll(file, responses.at).map((found) => {
    const category = beside(file, found, "category")?.value;
    const language = beside(file, found, "language")?.value ?? "en";
    return { path: found.path, value: JSON.stringify([category, found.value, language]) };
  });

function secondOnes(found: readonly Found[]): readonly Problem[] {
  const first = new Map<string, Path>();
  return found.flatMap(({ path, value }) => {
    const earlier = first.get(value);
    if (earlier !== undefined) return [problemAt(path, `the same as ${pathText(earlier)}`)];
    first.set(value, path);
    return [];
  });
}

const expressionPlaces: readonly Steps[] = [
  ["queues", each, "routing", "skills"],
  ["queues", each, "routing", "relax", each, "skills"],
];

function expressions(file: unknown, skillExpressionProblem: SkillExpressionProblem): readonly Problem[] {
  const known = new Set(findAll(file, skills.at).map(({ value }) => value));
  return findAll(file, expressionPlaces).flatMap(({ path, value }) => {
    const message = skillExpressionProblem(value, known);
    return message === undefined ? [] : [problemAt(path, message)];
  });
}
