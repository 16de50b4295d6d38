import { defineOperation } from "../operation.ts";
import { type ShelfReference, shelfMeant } from "../shelves.ts";
import { type Commented, commented } from "./comment.ts";
import { type Changed, doRow, loadFor } from "./do-row.ts";
import { rememberAgent } from "./last-agent.ts";

type Input = Commented & {
  readonly shelf: ShelfReference;
  /** The request is made to the workbin: then it is looked for before the e-mail. */
  readonly isAtWorkbin: boolean;
  readonly rememberAgent: boolean;
};

/**
 * The owner lays the e-mail on a shelf; without another wish an inbound one on `in-progress`, a draft on `draft`. Refuses unknown workbins
 * (6) and shelves that are not for the actor's use (5). GWS PlaceInWorkbin, workbin AddInteraction, AddEmail; wire.md 5.16, 7
 */
export const placeInWorkbin = defineOperation<Input, Changed>("PlaceInWorkbin", "PlaceInWorkbin", async (asked) => {
  const { input } = asked;
  const before = input.isAtWorkbin ? await shelfMeant(asked, input.shelf, place) : undefined;
  if (before?.ok === false) return before;
  const loaded = await loadFor(asked, "PlaceInWorkbin");
  if (!loaded.ok) return loaded;
  const otherwise = loaded.value.direction === "inbound" ? "in-progress" : "draft";
  const shelf = before ?? (await shelfMeant(asked, input.shelf, { ...place, otherwise }));
  if (!shelf.ok) return shelf;
  const { note, change } = commented(asked, loaded.value);
  const remembered = await rememberAgent(asked, loaded.value, input.rememberAgent);
  return doRow(asked, loaded.value, "PlaceInWorkbin", {
    to: { kind: "shelf", shelf: shelf.value },
    change: { ...change, ...remembered },
    ...(note === undefined ? {} : { note }),
  });
});

const place = { operation: "PlaceInWorkbin" } as const;
