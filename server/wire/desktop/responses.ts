import {
  readBody,
  renderedResponseAnswer,
  renderResponseBody,
  responsesAnswer,
  responsesQuery,
} from "@postroom/contract";
import type { ResponseRank } from "../../ports/responses.ts";
import { offerResponses } from "../../queries/desktop/responses.ts";
import { type Found, found, missing } from "../../queries/query.ts";
import { findForRendering } from "../../queries/response/for-rendering.ts";
import { refusalOf, refused, success } from "../answers.ts";
import { written } from "../commands.ts";
import { type Answer, type Asking, idIn, type Resource } from "../entry.ts";
import { textInCursor, textOfCursor } from "../gws/keyset.ts";
import { asked } from "../reads.ts";
import { rendered } from "../rendering.ts";
import { attachmentAt } from "../shapes/email-parts.ts";
import { responseShape } from "../shapes/offered-response.ts";
import { paths } from "../shapes/uris.ts";
import { present } from "../shapes/viewing.ts";
import { below, desktop } from "./paths.ts";

/** What the composer offers. desktop.md 5.5, 13 */
export const offeredResponses: Resource = {
  name: desktop,
  paths: [below("/responses")],
  get: {
    answer: answerOffered,
    describes: {
      summary: "Standard responses that can be used now, the likeliest first",
      query: responsesQuery,
      answer: responsesAnswer,
    },
  },
};

async function answerOffered(asking: Asking): Promise<Answer> {
  const query = readBody(responsesQuery, asking.request.query);
  if (!query.ok) return refused(refusalOf(query.problem));
  const { q: search, queue, language, limit, cursor } = query.value;
  const after = rankIn(cursor);
  if (!after.ok) return refused(after.refusal);
  const page = await asked(asking, offerResponses, { search, queue, language, limit, after: after.value });
  if (!page.ok) return refused(page.refusal);
  const { responses, next } = page.value;
  return success({ responses: responses.map(responseShape), ...present("nextCursor", next && cursorAt(next)) });
}

const cursorAt = ({ order, name, id }: ResponseRank): string => `${order.join(".")}-${id}-${textInCursor(name)}`;

/** Refuses what is no cursor of this list (10). */
function rankIn(cursor: string | undefined): Found<ResponseRank | undefined> {
  if (cursor === undefined) return found(undefined);
  const [, order, id, text] = /^(\d\.\d\.\d\.-?\d{1,15})-([A-Za-z0-9]{1,64})-([\w.!~*'()-]+)$/.exec(cursor) ?? [];
  const name = textOfCursor(text);
  if (order !== undefined && id !== undefined && name !== undefined) {
    return found({ order: order.split(".").map(Number), name, id });
  }
  return missing({ kind: "badValue", path: "$.cursor", because: "not a cursor of this list" });
}

/** A standard response with its values; nothing changes by it. desktop.md 5.5, 13 */
export const renderedResponse: Resource = {
  name: desktop,
  paths: [below("/responses/{id}/render")],
  post: written({
    summary: "Fills in a standard response for an e-mail, and says what it could not fill in",
    body: renderResponseBody,
    named: "RenderResponse",
    does: async ({ interactionId: interaction }, asking) => {
      const id = idIn(asking);
      const { performing, publicUrl } = asking.answering;
      const renderable = await asked(asking, findForRendering, { id, interaction });
      if (!renderable.ok) return refused(renderable.refusal);
      const ready = await rendered(performing.world, renderable.value, "marked");
      if (!ready.ok) return refused(ready.refusal);
      const { html, text, codes: values } = ready.value;
      const attachments = renderable.value.response.attachments.map((one) =>
        attachmentAt(one, publicUrl, paths.responseAttachment(id, one.id)),
      );
      return success({ html, text, values, attachments });
    },
    answer: renderedResponseAnswer,
  }),
};
