import type { Refusal } from "../../domain/interaction/refusals.ts";
import type { Named } from "../../ports/centre.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { rulesNamingSkill } from "../rules/naming.ts";
import { queuesNaming } from "./skills-in-routing.ts";

/** What is nothing but a name to refer to. */
export type NamedThing = "skill" | "group";

export const thingsNamed = (tx: Transaction, thing: NamedThing): Promise<readonly Named[]> =>
  thing === "skill" ? tx.centre.skills() : tx.centre.groups();

/** Another one has the name already (18). */
export const nameTaken = (
  thing: NamedThing,
  known: readonly Named[],
  given: { readonly id?: string; readonly name: string },
): Refusal | undefined =>
  known.some(({ id, name }) => name === given.name && id !== given.id)
    ? { kind: "alreadyExists", thing, name: given.name }
    : undefined;

/** Routing knows skills by their names, so one that is named there keeps its name and stays (19). */
export async function routingRefused(
  tx: Transaction,
  thing: NamedThing,
  { name }: Named,
): Promise<Refusal | undefined> {
  if (thing !== "skill") return undefined;
  const queues = queuesNaming(await tx.centre.queues(), name);
  const because = queues.length > 0 ? `the routing of ${queues.join(", ")} names it` : await rulesNamingSkill(tx, name);
  return because === undefined ? undefined : { kind: "inUse", thing, name, because };
}
