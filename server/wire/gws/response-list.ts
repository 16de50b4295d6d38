import { readBody, templateResource, templatesQuery } from "@postroom/contract";
import type { StandardResponse } from "../../domain/response/response.ts";
import type { ResponseFilter } from "../../ports/responses.ts";
import { type Found, found, missing } from "../../queries/query.ts";
import type { ResponsePage } from "../../queries/response/page.ts";
import { listResponses } from "../../queries/response/templates.ts";
import { type Members, refusalOf, refused, success } from "../answers.ts";
import type { Answer, ApiRequest, Asking } from "../entry.ts";
import { asked } from "../reads.ts";
import { picked } from "../selection.ts";
import { templateShape } from "../shapes/response.ts";
import { absolute, idOf, paths } from "../shapes/uris.ts";
import { present } from "../shapes/viewing.ts";
import { textInCursor, textOfCursor } from "./keyset.ts";

/** `GET /response-templates`: a page by keyset in the order of names. wire.md 1.7, 9 */
export async function listTemplates(asking: Asking): Promise<Answer> {
  const filter = filterIn(asking.request.query);
  if (!filter.ok) return refused(filter.refusal);
  const page = await asked(asking, listResponses, filter.value);
  if (!page.ok) return refused(page.refusal);
  const { responses } = page.value;
  if (asking.request.query["fields"] === undefined) {
    const { publicUrl } = asking.answering;
    const uris = responses.map(({ id }) => absolute(publicUrl, paths.responseTemplate(id)));
    return success({ uris, ...nextAfter(page.value) });
  }
  const templates = templatesIn(page.value, asking).map((one) => picked(one, asking.request.query));
  return success({ templates, ...nextAfter(page.value) });
}

/** Templates as lists show them: long bodies are cut. */
export const templatesIn = ({ responses }: ResponsePage, { answering }: Asking): readonly Members[] =>
  responses.map((one) => templateShape(one, answering.publicUrl, answering.settings.notificationBodyMax));

/** Where the next page begins when there is one: behind the last name and id, in a form that a URL carries. */
export function nextAfter({ responses, hasMore }: ResponsePage): { readonly nextCursor?: string } {
  const last = responses.at(-1);
  return hasMore && last !== undefined ? { nextCursor: cursorAfter(last) } : {};
}

const cursorAfter = ({ id, name }: StandardResponse): string => `${id}-${textInCursor(name)}`;

/** The place that a cursor names; code 10 when it is none of ours. */
export function cursorIn(text: string | undefined): Found<ResponseFilter["after"] | undefined> {
  if (text === undefined) return found(undefined);
  const [, id, name] = /^([A-Za-z0-9]{1,64})-(.+)$/.exec(text) ?? [];
  const read = textOfCursor(name);
  if (id !== undefined && read !== undefined) return found({ id, name: read });
  return missing({ kind: "badValue", path: "$.cursor", because: "not a cursor of this list" });
}

const filters: ReadonlySet<string> = new Set(Object.keys(templatesQuery.shape));
const fields: ReadonlySet<string> = new Set(Object.keys(templateResource.shape));

function filterIn(given: ApiRequest["query"]): Found<ResponseFilter> {
  const unknown = Object.keys(given).find((key) => !key.startsWith("_") && !filters.has(key));
  if (unknown !== undefined) {
    const because = fields.has(unknown) ? "not a filter of this list" : "no such field";
    return missing({ kind: "badValue", path: `$.${unknown}`, because });
  }
  const read = readBody(templatesQuery, given);
  if (!read.ok) return missing(refusalOf(read.problem));
  const { q, language, groupUri, id, name, shortcut, approved, limit, cursor } = read.value;
  const after = cursorIn(cursor);
  if (!after.ok) return after;
  return found({
    ...present("search", q?.trim() === "" ? undefined : q),
    ...present("language", language === "" ? undefined : language),
    ...present("category", groupUri === undefined ? undefined : idOf(groupUri, "response-categories")),
    ...present("id", id),
    ...present("name", name),
    ...present("shortcut", shortcut),
    ...present("isApproved", approved),
    limit,
    ...present("after", after.value),
  });
}
