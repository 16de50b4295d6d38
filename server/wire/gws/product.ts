import { answerWith } from "@postroom/contract";
import { z } from "zod";
import { success } from "../answers.ts";
import type { Answering, OpenResource } from "../entry.ts";

/** Which server this is; needs no log-in. wire.md 10.3 */
export const version: OpenResource = {
  name: "Product",
  paths: ["/diagnostics/version"],
  isOpen: true,
  get: {
    answer: (answering: Answering) => success({ product: "Postroom", version: answering.version }),
    describes: {
      summary: "Name and version of the product",
      answer: answerWith({ product: z.string(), version: z.string() }),
    },
  },
};

/** This API as OpenAPI; needs no log-in. The document is made when it is first asked for. product.md */
export function openApi(document: () => unknown): OpenResource {
  let json: string | undefined;
  const answer = () => {
    json ??= JSON.stringify(document());
    return { status: 200, headers: {}, json };
  };
  const describes = { summary: "This API as OpenAPI 3.1", answer: z.looseObject({ openapi: z.string() }) };
  return { name: "Product", paths: ["/openapi.json"], isOpen: true, get: { answer, describes } };
}
