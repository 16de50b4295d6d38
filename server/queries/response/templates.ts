import type { StandardResponse } from "../../domain/response/response.ts";
import type { ResponseFilter, ResponseUsage } from "../../ports/responses.ts";
import { defineQuery, found, missing } from "../query.ts";
import { pageOf, type ResponsePage } from "./page.ts";

/** Standard responses that fit, approved or not. wire.md 9 */
export const listResponses = defineQuery<ResponseFilter, ResponsePage>(
  "ListResponses",
  "ReadCentre",
  async ({ reading, input }) => found(await pageOf(reading, input)),
);

/** One by id. */
export const findResponse = defineQuery<{ readonly id: string }, StandardResponse>(
  "FindResponse",
  "ReadCentre",
  async ({ reading, input }) => {
    const response = await reading.responses.byId(input.id);
    return response === undefined ? missing({ kind: "notFound", thing: "template", name: input.id }) : found(response);
  },
);

/** What was reported of one, with the actor's own share. wire.md 5.17 */
export const findUsage = defineQuery<{ readonly id: string }, readonly ResponseUsage[]>(
  "FindUsage",
  "ReadCentre",
  async ({ reading, actor, input }) => {
    const response = await reading.responses.byId(input.id);
    if (response === undefined) return missing({ kind: "notFound", thing: "template", name: input.id });
    return found(await reading.responses.usage(input.id, actor.id));
  },
);
