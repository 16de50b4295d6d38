import type { Actor } from "../../domain/agent/actor.ts";
import type { Workbin } from "../../ports/centre.ts";
import type { Reading } from "../../ports/transaction.ts";
import { defineQuery, found, missing } from "../query.ts";

/** A workbin, and how much lies on the actor's own shelf or on those of the actor's groups. */
export type WorkbinFound = { readonly workbin: Workbin; readonly count: number };

/** All workbins: every agent has a shelf in each, or every group. wire.md 7 */
export const listWorkbins = defineQuery<unknown, readonly WorkbinFound[]>(
  "ListWorkbins",
  "ReadCentre",
  async ({ reading, actor }) => found(await counted(reading, actor, await reading.centre.workbins())),
);

/** One workbin by id. */
export const findWorkbin = defineQuery<{ readonly id: string }, WorkbinFound>(
  "FindWorkbin",
  "ReadCentre",
  async ({ reading, actor, input }) => {
    const workbins = await reading.centre.workbins();
    const rows = await counted(
      reading,
      actor,
      workbins.filter(({ id }) => id === input.id),
    );
    const [row] = rows;
    return row === undefined ? missing({ kind: "notFound", thing: "workbin", name: input.id }) : found(row);
  },
);

async function counted(reading: Reading, actor: Actor, workbins: readonly Workbin[]): Promise<readonly WorkbinFound[]> {
  const groups = actor.kind === "user" ? actor.groups : [];
  const counts = await reading.interactions.shelvedCounts(actor.id, groups);
  return workbins.map((workbin) => ({ workbin, count: counts.get(workbin.id) ?? 0 }));
}
