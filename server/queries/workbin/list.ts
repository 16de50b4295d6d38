import type { Actor } from "../../domain/agent/actor.ts";
import { shelfIn } from "../../domain/workbin/shelf.ts";
import type { Workbin } from "../../ports/centre.ts";
import type { Reading } from "../../ports/transaction.ts";
import { defineQuery, type Found, found } from "../query.ts";

/** A workbin, and how much lies on the shelves that are meant: the actor's own, those of the actor's groups, or of one of them. */
export type WorkbinFound = { readonly workbin: Workbin; readonly count: number };

type Input = { readonly group?: { readonly value: string; readonly path: string } };

/** All workbins: every agent has a shelf in each, or every group. wire.md 7 */
export const listWorkbins = defineQuery<Input, readonly WorkbinFound[]>("ListWorkbins", "ReadCentre", (asked) =>
  counted(asked, () => true),
);

/** Those for the actor's own use: without the ones of groups for whoever is in none. wire.md 7 */
export const listOwnWorkbins = defineQuery<Input, readonly WorkbinFound[]>("ListOwnWorkbins", "ReadWorkbin", (asked) =>
  counted(asked, ({ type }) => type === "Agent" || groupsOf(asked.actor).length > 0),
);

type Asked = { readonly reading: Reading; readonly actor: Actor; readonly input: Input };

async function counted(asked: Asked, isMeant: (workbin: Workbin) => boolean): Promise<Found<readonly WorkbinFound[]>> {
  const { reading } = asked;
  const owners = await ownersMeant(asked);
  if (!owners.ok) return owners;
  const counts = await reading.interactions.shelvedCounts(owners.value);
  const workbins = (await reading.centre.workbins()).filter(isMeant);
  return found(workbins.map((workbin) => ({ workbin, count: counts.get(workbin.id) ?? 0 })));
}

/** With a named group its shelf instead of those of all of the actor's groups. */
async function ownersMeant({ reading, actor, input }: Asked): Promise<Found<readonly string[]>> {
  const whose = { id: actor.id, groups: groupsOf(actor) };
  if (input.group === undefined) return found([actor.id, ...whose.groups]);
  const groups = await reading.centre.groups();
  const shelf = shelfIn(anyOfGroups, { actor, operation: "Reading", whose, groupName: input.group, groups });
  return shelf.ok ? found([actor.id, shelf.value.owner]) : shelf;
}

const anyOfGroups = { id: "", name: "", type: "AgentGroup" } as const;
const groupsOf = (actor: Actor): readonly string[] => (actor.kind === "user" ? actor.groups : []);
