import type { Shelf } from "../../domain/interaction/interaction.ts";
import type { Refusal } from "../../domain/interaction/refusals.ts";
import { defineOperation, refuse } from "../operation.ts";
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
 * (6), a group where agents have shelves (2/400), and shelves that are not for the actor's use (5). GWS PlaceInWorkbin, workbin AddInteraction, AddEmail; wire.md 5.16, 7
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
  const refusal = groupRefused(shelf.value, input.shelf);
  if (refusal !== undefined) return refuse(refusal);
  const { note, change } = commented(asked, loaded.value);
  const remembered = await rememberAgent(asked, loaded.value, input.rememberAgent);
  return doRow(asked, loaded.value, "PlaceInWorkbin", {
    to: { kind: "shelf", shelf: shelf.value },
    change: { ...change, ...remembered },
    ...(note === undefined ? {} : { note }),
  });
});

const place = { operation: "PlaceInWorkbin" } as const;

/** As MoveToWorkbin and macros do: who names a group does not mean a shelf of one's own. */
const groupRefused = ({ name, ownedBy }: Shelf, { group }: ShelfReference): Refusal | undefined =>
  group === undefined || ownedBy === "group"
    ? undefined
    : { kind: "contradiction", path: group.path, because: `${name} is a workbin of agents` };
