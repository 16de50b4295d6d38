import type { ResponseCategory } from "../../domain/response/response.ts";
import type { ResponseFilter, RootFilter } from "../../ports/responses.ts";
import { defineQuery, found, missing } from "../query.ts";
import { pageOf, type ResponsePage } from "./page.ts";

/** The roots of the tree. wire.md 9 */
export const listRoots = defineQuery<RootFilter, readonly ResponseCategory[]>(
  "ListRoots",
  "ReadCentre",
  async ({ reading, input }) => found(await reading.responses.roots(input)),
);

/** A category, what lies directly below it, and a page of the responses in it. */
export type CategoryFound = ResponsePage & {
  readonly category: ResponseCategory;
  readonly categories: readonly ResponseCategory[];
};

/** One category by id. */
export const findCategory = defineQuery<
  { readonly id: string } & Pick<ResponseFilter, "limit" | "after">,
  CategoryFound
>("FindCategory", "ReadCentre", async ({ reading, input: { id, ...page } }) => {
  const category = await reading.responses.category(id);
  if (category === undefined) return missing({ kind: "notFound", thing: "category", name: id });
  const categories = await reading.responses.categoriesBelow(id);
  return found({ category, categories, ...(await pageOf(reading, { category: id, ...page })) });
});
