import { changed, type ResponseText } from "../../domain/response/response.ts";
import type { Transaction } from "../../ports/transaction.ts";
import type { World } from "../operation.ts";
import { categoryAt } from "../response/category-path.ts";
import { tellResponse } from "../response/tell-response.ts";

/** A first file with ten thousand is no news for open desktops, which ask again with every search. */
const toldMax = 100;

/** A standard response of the file, its category by the names from a root down. */
export type ProvisionedText = ResponseText & { readonly path: readonly string[] };

/**
 * Makes the standard responses what the file says, each known by category, name and language; what is as it says already stays
 * untouched, and so do attachments, counts, and what the file does not name. product.md
 */
export async function saveResponses(tx: Transaction, world: World, texts: readonly ProvisionedText[]): Promise<void> {
  if (texts.length === 0) return;
  await tx.responses.lock();
  const categories = new Map<string, string>();
  let told = 0;
  for (const { path, ...given } of texts) {
    const place = path.join("/");
    const category = categories.get(place) ?? (await categoryAt(tx, world, { path, language: given.language }));
    categories.set(place, category);
    const known = await tx.responses.named({ category, name: given.name, language: given.language });
    const made = { ...given, category, id: world.ids.object(), attachments: [], modifiedAt: tx.now.wall, version: 1 };
    const after = known === undefined ? made : changed(known, given, tx.now.wall);
    if (after === known) continue;
    await tx.responses.save(after);
    if (told++ < toldMax) await tellResponse(tx, after, "ChangeResponse");
  }
}
