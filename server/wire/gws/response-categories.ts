import {
  categoriesAnswer,
  categoryAnswer,
  categoryQuery,
  categoryResource,
  changeCategoryBody,
  createCategoryBody,
  operationAnswer,
  readBody,
  removalBody,
  rootCategoriesAnswer,
  rootCategoriesBody,
  writtenCategoryAnswer,
} from "@postroom/contract";
import type { ResponseCategory } from "../../domain/response/response.ts";
import { changeCategory } from "../../operations/response/change-category.ts";
import { createCategory } from "../../operations/response/create-category.ts";
import { removeCategory } from "../../operations/response/remove-category.ts";
import { found } from "../../queries/query.ts";
import { findCategory, listRoots } from "../../queries/response/categories.ts";
import { etag, refusalOf, refused, success, writtenResource } from "../answers.ts";
import { doing, written } from "../commands.ts";
import { type Answer, type Asking, idIn, type Resource } from "../entry.ts";
import { asked, collection, shaped } from "../reads.ts";
import { picked } from "../selection.ts";
import { categoryShape, rootCategoryShape } from "../shapes/response.ts";
import { present } from "../shapes/viewing.ts";
import { categoryChangeIn, newCategoryIn } from "./response-input.ts";
import { cursorIn, nextAfter, templatesIn } from "./response-list.ts";

const name = "Standard responses";

/** GWS's own way to ask for roots: a POST that changes nothing, answered as an event of its contact server. wire.md 9 */
const rootsCall = (row: {
  readonly paths: readonly string[];
  readonly summary: string;
  readonly filter: { readonly isApproved?: boolean };
}): Resource => ({
  name,
  paths: row.paths,
  post: written({
    summary: row.summary,
    body: rootCategoriesBody,
    named: "GetRootCategories",
    does: async ({ language }, asking) => {
      const filter = { ...row.filter, ...present("language", language === "" ? undefined : language) };
      const roots = await asked(asking, listRoots, filter);
      if (!roots.ok) return refused(roots.refusal);
      return success({ response: "EventGetRootCategories", data: { categories: roots.value.map(rootCategoryShape) } });
    },
    answer: rootCategoriesAnswer,
  }),
});

/** Both names with and without the prefix. */
const called = (what: string) => [`/platform/contactserver/Request${what}`, `/platform/contactserver/${what}`];

export const rootCategories = rootsCall({
  paths: called("GetRootCategories"),
  summary: "The root categories of standard responses",
  filter: {},
});

export const approvedRootCategories = rootsCall({
  paths: called("GetApprovedRootCategories"),
  summary: "The approved root categories",
  filter: { isApproved: true },
});

/** The answer to what writes a category. */
const writtenAnswer =
  ({ answering }: Asking) =>
  (category: ResponseCategory): Answer =>
    writtenResource("category", categoryShape(category, answering.publicUrl));

/** The roots as a collection like any other. */
export const responseCategories: Resource = {
  name,
  paths: ["/response-categories"],
  get: collection({
    summary: "The root categories, as resources",
    under: "categories",
    rows: (asking) =>
      shaped(asking, listRoots, {}, (roots) => roots.map((one) => categoryShape(one, asking.answering.publicUrl))),
    fields: Object.keys(categoryResource.shape),
    uri: ({ uri }) => uri,
    answer: categoriesAnswer,
  }),
  post: written({
    summary: "Makes a category",
    body: createCategoryBody,
    named: "CreateCategory",
    does: (body, asking) =>
      doing({ operation: createCategory, input: newCategoryIn, answers: writtenAnswer(asking) })(body, asking),
    answer: writtenCategoryAnswer,
  }),
};

/** A category with what lies below it and a page of what lies in it. */
async function categoryFound(asking: Asking): Promise<Answer> {
  const { answering, request } = asking;
  const query = readBody(categoryQuery, request.query);
  if (!query.ok) return refused(refusalOf(query.problem));
  const after = cursorIn(query.value.cursor);
  if (!after.ok) return refused(after.refusal);
  const page = { limit: query.value.limit, ...present("after", after.value) };
  const category = await asked(asking, findCategory, { id: idIn(asking), ...page });
  if (!category.ok) return refused(category.refusal);
  const whole = {
    ...categoryShape(category.value.category, answering.publicUrl),
    categories: category.value.categories.map((one) => categoryShape(one, answering.publicUrl)),
    responses: templatesIn(category.value, asking),
  };
  return success({ category: picked(whole, request.query), ...nextAfter(category.value) }, etag(whole.version));
}

export const responseCategory: Resource = {
  name,
  paths: ["/response-categories/{id}"],
  get: {
    answer: categoryFound,
    describes: {
      summary: "One category with its sub-categories and its standard responses",
      query: categoryQuery,
      answer: categoryAnswer,
    },
  },
  put: written({
    summary: "Changes or moves a category",
    body: changeCategoryBody,
    named: "ChangeCategory",
    does: (body, asking) =>
      doing({ operation: changeCategory, input: categoryChangeIn, answers: writtenAnswer(asking) })(body, asking),
    answer: writtenCategoryAnswer,
  }),
  delete: written({
    summary: "Removes an empty category",
    body: removalBody,
    does: doing({ operation: removeCategory, input: () => found({}), answers: () => success({}) }),
    answer: operationAnswer,
  }),
};
