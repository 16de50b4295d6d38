import type { Shelf } from "../interaction/interaction.ts";

/** Who does or sees something: a signed-in user with what decides about rights, a screen, or the server itself. */
export type Actor =
  | {
      readonly kind: "user";
      readonly id: string;
      readonly userName: string;
      readonly roles: readonly Role[];
      readonly groups: readonly string[];
      /** Privileges that were taken away (wire.md 10.4). */
      readonly withheld: readonly string[];
      /** Own addresses the user may send from; empty: every mailbox. */
      readonly fromAddresses: readonly string[];
    }
  /** A screen on a wall, by the token that it was given: it looks at the wallboard and does nothing. desktop.md 7 */
  | { readonly kind: "display"; readonly id: string }
  | { readonly kind: "system"; readonly id: "system" };

export type UserActor = Extract<Actor, { readonly kind: "user" }>;
export type Role = "agent" | "supervisor" | "admin";

export const system: Actor = { kind: "system", id: "system" };

const hasRole = (actor: Actor, ...roles: readonly Role[]): boolean =>
  actor.kind === "user" && actor.roles.some((role) => roles.includes(role));

/** Supervisors are agents implicitly (wire.md 1.5). */
export const isAgent = (actor: Actor): boolean => hasRole(actor, "agent", "supervisor");
/** Supervisor operations are open to admins too (wire.md 12). */
export const isSupervisor = (actor: Actor): boolean => hasRole(actor, "supervisor", "admin");
export const isAdmin = (actor: Actor): boolean => hasRole(actor, "admin");
/** Anybody signed in. */
export const maySee = (actor: Actor): boolean => actor.kind === "user";

/** An agent's own shelf, the shelves of the agent's groups; supervisors use everybody's (wire.md 7). */
export function mayUseShelf(actor: Actor, shelf: Shelf): boolean {
  if (actor.kind !== "user") return false;
  if (isSupervisor(actor)) return true;
  if (!isAgent(actor)) return false;
  return shelf.ownedBy === "agent" ? shelf.owner === actor.id : actor.groups.includes(shelf.owner);
}

/** Admins and supervisors of no group lead the whole centre; a supervisor of groups leads their members. desktop.md 13, reliability.md 7.1 */
export function mayLead(
  actor: Actor,
  { id, groups }: { readonly id: string; readonly groups: readonly string[] },
): boolean {
  if (actor.kind !== "user" || !isSupervisor(actor)) return false;
  if (isAdmin(actor) || actor.groups.length === 0) return true;
  return id === actor.id || groups.some((group) => actor.groups.includes(group));
}
