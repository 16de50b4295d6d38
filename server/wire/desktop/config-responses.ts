import { configResponsesAnswer, configResponsesQuery, readBody } from "@postroom/contract";
import { type ConfiguredResponse, listConfiguredResponses } from "../../queries/response/configured.ts";
import { refusalOf, refused, success } from "../answers.ts";
import type { Answer, Asking, Resource } from "../entry.ts";
import { textInCursor, textOfCursor } from "../gws/keyset.ts";
import { responseKey, sourceOf } from "../of-file.ts";
import { asked } from "../reads.ts";
import { beginningOf } from "../shapes/offered-response.ts";
import { isoTime } from "../shapes/times.ts";
import { present } from "../shapes/viewing.ts";
import { below, desktop } from "./paths.ts";

/** Standard responses, with how they are used and where they were said. They are written as GWS writes them. desktop.md 8.5, 13 */
export const configResponses: Resource = {
  name: desktop,
  paths: [below("/config/responses")],
  get: {
    answer: listed,
    describes: {
      summary: "Standard responses as they are configured, with how often they are used",
      query: configResponsesQuery,
      answer: configResponsesAnswer,
    },
  },
};

async function listed(asking: Asking): Promise<Answer> {
  const query = readBody(configResponsesQuery, asking.request.query);
  if (!query.ok) return refused(refusalOf(query.problem));
  const after = placeIn(query.value.cursor);
  if (query.value.cursor !== undefined && after === undefined) {
    return refused({ kind: "badValue", path: "$.cursor", because: "not a cursor of this list" });
  }
  const page = await asked(asking, listConfiguredResponses, { after });
  if (!page.ok) return refused(page.refusal);
  const { responses, next } = page.value;
  return success({
    responses: responses.map((one) => shapeOf(one, asking)),
    ...present("nextCursor", next && `${next.id}-${textInCursor(next.name)}`),
  });
}

function placeIn(cursor: string | undefined): { readonly name: string; readonly id: string } | undefined {
  const [, id, text] = /^([A-Za-z0-9]{1,64})-([\w.!~*'()-]+)$/.exec(cursor ?? "") ?? [];
  const name = textOfCursor(text);
  return id === undefined || name === undefined ? undefined : { id, name };
}

function shapeOf({ response, path, uses, lastUsedAt }: ConfiguredResponse, { answering }: Asking) {
  const { id, version, name, language, shortcut, subject, body, startsAt, expiresAt } = response;
  const category = path.join("/");
  return {
    ...{ id, version, name, language, shortcut, category, subject, preview: beginningOf(body) },
    ...{ attachments: response.attachments.length, approved: response.isApproved },
    ...present("startTime", startsAt === undefined ? undefined : isoTime(startsAt)),
    ...present("expirationTime", expiresAt === undefined ? undefined : isoTime(expiresAt)),
    ...{ modifiedTime: isoTime(response.modifiedAt), uses },
    lastUsedAt: lastUsedAt === undefined ? null : isoTime(lastUsedAt),
    ...sourceOf(answering.ofFile.responses.has(responseKey({ category, name, language }))),
  };
}
