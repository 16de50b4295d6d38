import { whyMisplaced } from "../../domain/response/category-tree.ts";
import type { CategoryChange, ResponseCategory } from "../../domain/response/response.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { refusalOfName } from "./placing.ts";

type Input = Required<Omit<CategoryChange, "parent">> & { readonly parent: string | undefined };

/** A new category, a root or below one that is there (6), not too deep (10), under a name that is free there (18). wire.md 9, 10 */
export const createCategory = defineOperation<Input, ResponseCategory>(
  "CreateCategory",
  "WriteResponses",
  async ({ tx, world, input }) => {
    await tx.responses.lock();
    const category = { ...input, id: world.ids.object(), modifiedAt: tx.now.wall, version: 1 };
    const { parent } = input;
    const above = parent === undefined ? [] : await tx.responses.lineage(parent);
    if (parent !== undefined && above.length === 0)
      return refuse({ kind: "notFound", thing: "category", name: parent });
    const because = whyMisplaced({ id: category.id, above, height: 1 });
    if (because !== undefined) return refuse({ kind: "badValue", path: "$.parentUri", because });
    const refusal = await refusalOfName(tx, category);
    if (refusal !== undefined) return refuse(refusal);
    await tx.responses.saveCategory(category);
    await tx.centre.changed("responseCategory", category.name, "CreateCategory");
    return done(category);
  },
);
