import type { Transaction } from "../../ports/transaction.ts";
import type { World } from "../operation.ts";

/** Names from a root down, such as Greetings, German; the language is for what has to be made. */
type Wanted = { readonly path: readonly string[]; readonly language: string };

/** The id of the category at the path; what is missing of it is made, approved. What is there stays as it is. product.md */
export async function categoryAt(tx: Transaction, world: World, { path, language }: Wanted): Promise<string> {
  let parent: string | undefined;
  for (const name of path) {
    const known = await tx.responses.categoryNamed(parent, name);
    const id = known?.id ?? world.ids.object();
    if (known === undefined) {
      const made = { id, parent, name, description: "", language, isApproved: true };
      await tx.responses.saveCategory({ ...made, modifiedAt: tx.now.wall, version: 1 });
    }
    parent = id;
  }
  if (parent === undefined) throw new Error("a path without a name; the file should have been checked");
  return parent;
}
