import { isSameShelf } from "../../domain/workbin/shelf.ts";
import { type Changed, doRow, visibleFor } from "../email/do-row.ts";
import { type Asked, type Result, refuse } from "../operation.ts";
import { type ShelfReference, shelfMeant } from "../shelves.ts";

export type FromShelf = { readonly shelf: ShelfReference };

/**
 * Takes an e-mail from a shelf for the actor, whatever the capacity. Refuses shelves that the actor may not use (5), what somebody else has
 * by now (19), what does not lie there (6), and what lies nowhere (2/409). wire.md 4.4, 7
 */
export async function pulled(asked: Asked<FromShelf>): Promise<Result<Changed>> {
  const shelf = await shelfMeant(asked, asked.input.shelf, { operation: "Pull" });
  if (!shelf.ok) return shelf;
  const loaded = await visibleFor(asked);
  if (!loaded.ok) return loaded;
  const { id, state, holder } = loaded.value;
  if (holder !== undefined && holder !== asked.actor.id) return refuse({ kind: "taken", id });
  if (state !== "InWorkbin") return refuse({ kind: "wrongState", operation: "Pull", state });
  if (!isSameShelf(loaded.value.shelf, shelf.value))
    return refuse({ kind: "notFound", thing: "interaction", name: id });
  return doRow(asked, loaded.value, "Pull");
}
