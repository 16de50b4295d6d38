import type { Actor } from "../../domain/agent/actor.ts";
import { forbids } from "../../domain/agent/permissions.ts";
import type { Shelf } from "../../domain/interaction/interaction.ts";
import { shelfIn } from "../../domain/workbin/shelf.ts";
import type { Workbin } from "../../ports/centre.ts";
import type { WithContent } from "../../ports/interactions.ts";
import type { Reading } from "../../ports/transaction.ts";
import { type Names, namesIn } from "../names.ts";
import { defineQuery, type Found, found, missing } from "../query.ts";
import type { WorkbinFound } from "./list.ts";

/** A workbin by id, and which of its shelves. */
export type ShelfAsked = {
  readonly id: string;
  readonly group?: { readonly value: string; readonly path: string };
  /** User id of the agent whose shelf it is; the actor's own when absent. */
  readonly agent?: string;
};

export type ShelfPage = {
  readonly emails: readonly WithContent[];
  readonly names: Names;
  /** The last place on this page, when there is more behind it. */
  readonly next: number | undefined;
};

/** One workbin with how much lies on the shelf that is meant; of groups, when none is named, on all of the actor's. wire.md 7 */
export const findWorkbin = defineQuery<ShelfAsked, WorkbinFound>("FindWorkbin", "ReadCentre", find);

/** The same for the actor's own use, which needs the privilege. wire.md 10.4 */
export const findOwnWorkbin = defineQuery<ShelfAsked, WorkbinFound>("FindOwnWorkbin", "ReadWorkbin", find);

async function find(asked: Asked): Promise<Found<WorkbinFound>> {
  const meant = await shelfMeant(asked);
  if (!meant.ok) return meant;
  const { workbin, groups, shelf } = meant.value;
  const isOfAll = workbin.type === "AgentGroup" && asked.input.group === undefined;
  if (!isOfAll && !shelf.ok) return shelf;
  const owners = isOfAll || !shelf.ok ? groups : [shelf.value.owner];
  const counts = await asked.reading.interactions.shelvedCounts(owners);
  return found({ workbin, count: counts.get(workbin.id) ?? 0 });
}

/** A page of what lies on a shelf, last placed first. Refuses shelves that are not for the actor's use (5). wire.md 7 */
export const readShelf = defineQuery<ShelfAsked & { readonly limit: number; readonly before?: number }, ShelfPage>(
  "ReadShelf",
  "ReadCentre",
  async (asked) => {
    const { reading, actor, input } = asked;
    const forbidden = input.agent === undefined ? forbids(actor, "ReadWorkbin") : undefined;
    if (forbidden !== undefined) return missing(forbidden);
    const meant = await shelfMeant(asked);
    if (!meant.ok) return meant;
    if (!meant.value.shelf.ok) return meant.value.shelf;
    const { limit, before } = input;
    const page = { limit: limit + 1, ...(before === undefined ? {} : { before }) };
    const rows = await reading.interactions.onShelf(meant.value.shelf.value, page);
    const shown = rows.slice(0, limit);
    const next = rows.length > limit ? shown.at(-1)?.place : undefined;
    const names = await namesIn(
      reading,
      shown.map(({ interaction }) => interaction),
    );
    return found({ emails: shown, names, next });
  },
);

type Asked = { readonly reading: Reading; readonly actor: Actor; readonly input: ShelfAsked };
type Meant = { readonly workbin: Workbin; readonly groups: readonly string[]; readonly shelf: Found<Shelf> };

async function shelfMeant({ reading, actor, input }: Asked): Promise<Found<Meant>> {
  const forbidden = input.agent === undefined ? undefined : forbids(actor, "UseOthersShelf");
  if (forbidden !== undefined) return missing(forbidden);
  const workbin = (await reading.centre.workbins()).find(({ id }) => id === input.id);
  if (workbin === undefined) return missing({ kind: "notFound", thing: "workbin", name: input.id });
  const own = { id: actor.id, groups: actor.kind === "user" ? actor.groups : [] };
  const whose = input.agent === undefined ? own : await reading.agents.byId(input.agent);
  if (whose === undefined) return missing({ kind: "notFound", thing: "user", name: input.agent ?? "" });
  const groups = await reading.centre.groups();
  const shelf = shelfIn(workbin, { actor, operation: "Reading", whose, groupName: input.group, groups });
  return found({ workbin, groups: whose.groups, shelf });
}
