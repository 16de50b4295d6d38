import { whyMisplaced } from "../../domain/response/category-tree.ts";
import { type CategoryChange, changed, type ResponseCategory } from "../../domain/response/response.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { known, refusalOfName } from "./placing.ts";

/** Renames, describes, approves or moves a category with all below it, never below itself. wire.md 9, 10 */
export const changeCategory = defineOperation<CategoryChange, ResponseCategory>(
  "ChangeCategory",
  "WriteResponses",
  async ({ tx, target, input, expectedVersion }) => {
    await tx.responses.lock();
    const named = { thing: "category", name: target, version: expectedVersion } as const;
    const loaded = known(await tx.responses.category(target), named);
    if (!loaded.ok) return loaded;
    const category = changed(loaded.value, input, tx.now.wall);
    if (category === loaded.value) return loaded;
    const { parent } = category;
    const above = parent === undefined ? [] : await tx.responses.lineage(parent);
    if (parent !== undefined && above.length === 0)
      return refuse({ kind: "notFound", thing: "category", name: parent });
    const because = whyMisplaced({ id: target, above, height: await tx.responses.height(target) });
    if (because !== undefined) return refuse({ kind: "badValue", path: "$.parentUri", because });
    const refusal = await refusalOfName(tx, category);
    if (refusal !== undefined) return refuse(refusal);
    await tx.responses.saveCategory(category);
    await tx.centre.changed("responseCategory", category.name, "ChangeCategory");
    return done(category);
  },
);
