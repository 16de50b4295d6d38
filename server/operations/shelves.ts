import { forbids } from "../domain/agent/permissions.ts";
import type { Shelf } from "../domain/interaction/interaction.ts";
import { shelfIn } from "../domain/workbin/shelf.ts";
import type { Workbin } from "../ports/centre.ts";
import type { Reading } from "../ports/transaction.ts";
import { type Asked, done, type Result, refuse } from "./operation.ts";
import type { Spelt } from "./references.ts";

/** The agent's shelf of a built-in workbin (`draft`, `failed`); these always exist. Throws when the database was not prepared. */
export async function shelfOf(reading: Reading, workbin: string, agent: string): Promise<Shelf> {
  const found = await reading.centre.workbinNamed(workbin);
  if (found === undefined) throw new Error(`the built-in workbin ${workbin} is missing`);
  return { workbin: found.id, name: found.name, owner: agent, ownedBy: "agent" };
}

/** A shelf as a request names it: the workbin in the path or in the body, a group, or in the path another agent. */
export type ShelfReference = {
  readonly name?: Spelt<string>;
  readonly id?: Spelt<string>;
  readonly group?: Spelt<string>;
  /** User id of the agent whose shelf it is; the actor's own when absent. */
  readonly agent?: string;
};

/**
 * The shelf that a request means; without a workbin the one named `otherwise`. Refuses others' shelves to all but supervisors (5), unknown
 * workbins, users and groups (6), references that disagree (2/400), and shelves that the actor may not use (5). wire.md 5.16, 7
 */
export async function shelfMeant<Input>(
  { tx, actor }: Asked<Input>,
  reference: ShelfReference,
  asked: { readonly operation: string; readonly otherwise?: string },
): Promise<Result<Shelf>> {
  const forbidden = reference.agent === undefined ? undefined : forbids(actor, "UseOthersShelf");
  if (forbidden !== undefined) return refuse(forbidden);
  const workbin = workbinMeant(await tx.centre.workbins(), reference, asked.otherwise);
  if (!workbin.ok) return workbin;
  const groups = actor.kind === "user" ? actor.groups : [];
  const whose = reference.agent === undefined ? { id: actor.id, groups } : await tx.agents.byId(reference.agent);
  if (whose === undefined) return refuse({ kind: "notFound", thing: "user", name: reference.agent ?? "" });
  const { operation } = asked;
  const known = { actor, operation, whose, groupName: reference.group, groups: await tx.centre.groups() };
  return shelfIn(workbin.value, known);
}

function workbinMeant(
  workbins: readonly Workbin[],
  { name, id }: ShelfReference,
  otherwise: string | undefined,
): Result<Workbin> {
  const byName = name && workbins.find((one) => one.name === name.value);
  const byId = id && workbins.find((one) => one.id === id.value);
  if (name !== undefined && byName === undefined) return unknown(name.value);
  if (id !== undefined && byId === undefined) return unknown(id.value);
  if (id !== undefined && byName !== undefined && byName !== byId) {
    return refuse({ kind: "contradiction", path: id.path, because: "names another workbin than workbinName" });
  }
  const meant = byName ?? byId ?? workbins.find((one) => one.name === otherwise);
  return meant === undefined ? unknown(otherwise ?? "") : done(meant);
}

const unknown = (name: string) => refuse({ kind: "notFound", thing: "workbin", name });
