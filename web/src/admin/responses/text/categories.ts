import type { Outcome } from "../../../api/outcome.ts";
import { desk } from "../../../desktop/desk.ts";

type Category = { readonly id: string; readonly uri: string; readonly name: string };

const path = "/response-categories";

/** The URI of a category by its names from a root down; those that are not there are made. */
export async function categoryAt(names: string): Promise<Outcome<string>> {
  let parent: Category | undefined;
  for (const name of names.split("/").map((one) => one.trim())) {
    const below = await categoriesIn(parent);
    if (!below.ok) return below;
    const known = below.value.find((one) => one.name === name);
    if (known !== undefined) {
      parent = known;
      continue;
    }
    const body = { name, ...(parent === undefined ? {} : { parentUri: parent.uri }) };
    const made = await desk.api.post<{ readonly category: Category }>(path, body);
    if (!made.ok) return inCategory(made);
    parent = made.value.category;
  }
  return { ok: true, value: parent?.uri ?? "", date: undefined, version: undefined };
}

async function categoriesIn(parent: Category | undefined): Promise<Outcome<readonly Category[]>> {
  if (parent === undefined) {
    const roots = await desk.api.get<{ readonly categories: readonly Category[] }>(`${path}?fields=*`);
    return roots.ok ? { ...roots, value: roots.value.categories } : roots;
  }
  const one = await desk.api.get<{ readonly category: { readonly categories: readonly Category[] } }>(
    `${path}/${parent.id}?fields=*`,
  );
  return one.ok ? { ...one, value: one.value.category.categories } : one;
}

/** What is wrong with a name of the path is wrong with the path. */
function inCategory<Value>(refused: Exclude<Outcome<Value>, { readonly ok: true }>): Outcome<string> {
  if (refused.kind !== "refused") return refused;
  return { ...refused, words: refused.words.replace(/^\$\.name: /, "$.category: ") };
}
