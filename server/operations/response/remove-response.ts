import { defineOperation, done } from "../operation.ts";
import { known } from "./placing.ts";
import { tellResponse } from "./tell-response.ts";

/** Removes a standard response; e-mails that link its documents keep them. wire.md 9, 10 */
export const removeResponse = defineOperation<Readonly<Record<string, never>>, undefined>(
  "RemoveResponse",
  "WriteResponses",
  async ({ tx, target, expectedVersion }) => {
    await tx.responses.lock();
    const named = { thing: "template", name: target, version: expectedVersion } as const;
    const loaded = known(await tx.responses.byId(target), named);
    if (!loaded.ok) return loaded;
    await tx.responses.remove(target);
    await tx.centre.changed("standardResponse", loaded.value.name, "RemoveResponse");
    await tellResponse(tx, loaded.value, "RemoveResponse");
    return done(undefined);
  },
);
