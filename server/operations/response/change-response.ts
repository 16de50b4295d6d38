import { changed, type ResponseChange, type StandardResponse } from "../../domain/response/response.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { known, refusalOfPlace } from "./placing.ts";
import { tellResponse } from "./tell-response.ts";

/** Changes what is given of a standard response and leaves the rest. What is as asked already makes no new version. wire.md 9, 10 */
export const changeResponse = defineOperation<ResponseChange, StandardResponse>(
  "ChangeResponse",
  "WriteResponses",
  async ({ tx, target, input, expectedVersion }) => {
    await tx.responses.lock();
    const named = { thing: "template", name: target, version: expectedVersion } as const;
    const loaded = known(await tx.responses.byId(target), named);
    if (!loaded.ok) return loaded;
    const response = changed(loaded.value, input, tx.now.wall);
    if (response === loaded.value) return loaded;
    const refusal = await refusalOfPlace(tx, response);
    if (refusal !== undefined) return refuse(refusal);
    await tx.responses.save(response);
    await tx.centre.changed("standardResponse", response.name, "ChangeResponse");
    await tellResponse(tx, response, "ChangeResponse");
    return done(response);
  },
);
