import type { ResponseText, StandardResponse } from "../../domain/response/response.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { refusalOfPlace } from "./placing.ts";
import { tellResponse } from "./tell-response.ts";

type Input = { readonly category: string; readonly text: ResponseText };

/** A new standard response in a category that is there, under a name that is free in it and its language. wire.md 9, 10 */
export const createResponse = defineOperation<Input, StandardResponse>(
  "CreateResponse",
  "WriteResponses",
  async ({ tx, world, input }) => {
    await tx.responses.lock();
    const made = { ...input.text, category: input.category, id: world.ids.object(), attachments: [] };
    const response = { ...made, modifiedAt: tx.now.wall, version: 1 };
    const refusal = await refusalOfPlace(tx, response);
    if (refusal !== undefined) return refuse(refusal);
    await tx.responses.save(response);
    await tx.centre.changed("standardResponse", response.name, "CreateResponse");
    await tellResponse(tx, response, "CreateResponse");
    return done(response);
  },
);
