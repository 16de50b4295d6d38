import { defineOperation, done, refuse } from "../operation.ts";
import { known } from "./placing.ts";

/** Removes an empty category; one that holds responses or further categories is in use (19). wire.md 9, 10 */
export const removeCategory = defineOperation<Readonly<Record<string, never>>, undefined>(
  "RemoveCategory",
  "WriteResponses",
  async ({ tx, target, expectedVersion }) => {
    await tx.responses.lock();
    const named = { thing: "category", name: target, version: expectedVersion } as const;
    const loaded = known(await tx.responses.category(target), named);
    if (!loaded.ok) return loaded;
    const { name } = loaded.value;
    const [member] = await tx.responses.page({ category: target, limit: 1 });
    if (member !== undefined || (await tx.responses.height(target)) > 1) {
      return refuse({ kind: "inUse", thing: "category", name });
    }
    await tx.responses.removeCategory(target);
    await tx.centre.changed("responseCategory", name, "RemoveCategory");
    return done(undefined);
  },
);
