import {
  changeTemplateBody,
  createTemplateBody,
  operationAnswer,
  removalBody,
  renderBody,
  renderedAnswer,
  templateAnswer,
  templatesAnswer,
  templatesQuery,
  templateUsageAnswer,
  urisAnswer,
  writtenTemplateAnswer,
} from "@postroom/contract";
import { z } from "zod";
import type { StandardResponse } from "../../domain/response/response.ts";
import { changeResponse } from "../../operations/response/change-response.ts";
import { createResponse } from "../../operations/response/create-response.ts";
import { removeResponse } from "../../operations/response/remove-response.ts";
import { found } from "../../queries/query.ts";
import { findForRendering } from "../../queries/response/for-rendering.ts";
import { findResponse, findUsage } from "../../queries/response/templates.ts";
import { refused, success, writtenResource } from "../answers.ts";
import { command, commands, doing, written } from "../commands.ts";
import { type Answer, type Asking, idIn, type Resource } from "../entry.ts";
import { asked, shaped, single } from "../reads.ts";
import { rendered } from "../rendering.ts";
import { templateShape } from "../shapes/response.ts";
import { isoTime } from "../shapes/times.ts";
import { newTemplateIn, templateChangeIn } from "./response-input.ts";
import { listTemplates } from "./response-list.ts";

const name = "Standard responses";

/** The answer to what writes a template. */
const writtenAnswer =
  ({ answering }: Asking) =>
  (response: StandardResponse): Answer =>
    writtenResource("template", templateShape(response, answering.publicUrl));

/** wire.md 9 */
export const responseTemplates: Resource = {
  name,
  paths: ["/response-templates"],
  get: {
    answer: listTemplates,
    describes: {
      summary: "Standard responses, by words, language and category",
      query: templatesQuery,
      answer: z.union([templatesAnswer, urisAnswer]),
    },
  },
  post: written({
    summary: "Makes a standard response",
    body: createTemplateBody,
    named: "CreateTemplate",
    does: (body, asking) =>
      doing({ operation: createResponse, input: newTemplateIn, answers: writtenAnswer(asking) })(body, asking),
    answer: writtenTemplateAnswer,
  }),
};

/** `Render` changes nothing: its answer is for whoever puts the text into a draft. */
const render = command({
  body: renderBody,
  does: async ({ interactionId }, asking) => {
    const renderable = await asked(asking, findForRendering, { id: idIn(asking), interaction: interactionId });
    if (!renderable.ok) return refused(renderable.refusal);
    const ready = await rendered(asking.answering.performing.world, renderable.value);
    if (!ready.ok) return refused(ready.refusal);
    const { subject, html, text, unresolved } = ready.value;
    return success({ subject, body: html, bodyAsPlainText: text, unresolved });
  },
});

export const responseTemplate: Resource = {
  name,
  paths: ["/response-templates/{id}"],
  get: single({
    summary: "One standard response",
    under: "template",
    row: (asking) =>
      shaped(asking, findResponse, { id: idIn(asking) }, (one) => templateShape(one, asking.answering.publicUrl)),
    answer: templateAnswer,
  }),
  post: commands({
    summary: "Fills in the field codes of a standard response",
    named: { Render: render },
    answer: renderedAnswer,
  }),
  put: written({
    summary: "Changes a standard response",
    body: changeTemplateBody,
    named: "ChangeTemplate",
    does: (body, asking) =>
      doing({ operation: changeResponse, input: templateChangeIn, answers: writtenAnswer(asking) })(body, asking),
    answer: writtenTemplateAnswer,
  }),
  delete: written({
    summary: "Removes a standard response",
    body: removalBody,
    does: doing({ operation: removeResponse, input: () => found({}), answers: () => success({}) }),
    answer: operationAnswer,
  }),
};

/** How often it was reported (wire.md 5.17), for desktops that show what is used first. */
export const templateUsage: Resource = {
  name,
  paths: ["/response-templates/{id}/usage"],
  get: {
    answer: async (asking) => {
      const usage = await asked(asking, findUsage, { id: idIn(asking) });
      if (!usage.ok) return refused(usage.refusal);
      const rows = usage.value.map(({ type, count, own, lastAt }) => ({
        ...{ usageType: type, count, own },
        lastUsedAt: isoTime(lastAt),
      }));
      return success({ usage: rows });
    },
    describes: { summary: "How often a standard response was reported", answer: templateUsageAnswer },
  },
};
