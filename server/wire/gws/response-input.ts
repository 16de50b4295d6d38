import type { ChangeCategory, ChangeTemplate, CreateCategory, CreateTemplate } from "@postroom/contract";
import type { CategoryChange, ResponseChange, ResponseText } from "../../domain/response/response.ts";
import { type Found, found, missing } from "../../queries/query.ts";
import { idOf } from "../shapes/uris.ts";
import { present } from "../shapes/viewing.ts";

/** A thing named by URI or id; undefined when by neither. Two that disagree: 2/400. wire.md 1.1 */
function named(uri: Spelt, id: Spelt): Found<string | undefined> {
  const byUri = uri.value === undefined ? undefined : idOf(uri.value, "response-categories");
  if (byUri !== undefined && id.value !== undefined && byUri !== id.value) {
    return missing({
      kind: "contradiction",
      path: id.path,
      because: `names another category than ${uri.path.slice(2)}`,
    });
  }
  return found(byUri ?? id.value);
}

type Spelt = { readonly path: string; readonly value: string | undefined };

const groupIn = ({ groupUri, categoryId }: ChangeTemplate) =>
  named({ path: "$.groupUri", value: groupUri }, { path: "$.categoryId", value: categoryId });

const textIn = (body: ChangeTemplate): ResponseChange => ({
  ...present("name", body.name),
  ...present("subject", body.subject),
  ...present("body", body.body),
  ...present("language", body.language),
  ...present("description", body.description),
  ...present("shortcut", body.shortcut),
  ...present("isApproved", body.approved),
  ...present("customCodes", body.customFieldCodes),
  ...(body.startTime === undefined ? {} : { startsAt: body.startTime.at }),
  ...(body.expirationTime === undefined ? {} : { expiresAt: body.expirationTime.at }),
});

/** What a new template is when its author does not say: in English, approved, without an end. */
const byDefault: Omit<ResponseText, "name" | "body"> = {
  ...{ subject: "", language: "en", description: "", shortcut: "", isApproved: true, customCodes: {} },
  ...{ startsAt: undefined, expiresAt: undefined },
};

/** `POST /response-templates` as the operation's input. */
export function newTemplateIn(body: CreateTemplate): Found<{ readonly category: string; readonly text: ResponseText }> {
  const category = groupIn(body);
  if (!category.ok) return category;
  const { category: _, ...given } = textIn(body);
  const text: ResponseText = Object.assign({ ...byDefault, name: body.name, body: body.body }, given);
  return found({ category: category.value ?? "", text });
}

/** `PUT /response-templates/{id}`. */
export function templateChangeIn(body: ChangeTemplate): Found<ResponseChange> {
  const category = groupIn(body);
  return category.ok ? found({ ...textIn(body), ...present("category", category.value) }) : category;
}

const isApproved = ({ approved, status }: ChangeCategory): boolean | undefined =>
  approved ?? (status === undefined ? undefined : status === "Approved");

/** `POST /response-categories`: a root unless it is put below another. */
export function newCategoryIn(body: CreateCategory) {
  const change = categoryChangeIn(body);
  if (!change.ok) return change;
  const { parent, description = "", language = "en", isApproved = true } = change.value;
  return found({ name: body.name, parent, description, language, isApproved });
}

/** `PUT /response-categories/{id}`: an empty parent makes it a root. */
export function categoryChangeIn(body: ChangeCategory): Found<CategoryChange> {
  const { parentUri, parentId, approved, status } = body;
  const parent = named({ path: "$.parentUri", value: parentUri }, { path: "$.parentId", value: parentId });
  if (!parent.ok) return parent;
  if (approved !== undefined && status !== undefined && approved !== (status === "Approved")) {
    return missing({ kind: "contradiction", path: "$.status", because: "says something else than approved" });
  }
  return found({
    ...present("name", body.name),
    ...present("description", body.description),
    ...present("language", body.language),
    ...present("isApproved", isApproved(body)),
    ...(parent.value === undefined ? {} : { parent: parent.value === "" ? undefined : parent.value }),
  });
}
