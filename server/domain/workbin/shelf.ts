import { type Actor, mayUseShelf } from "../agent/actor.ts";
import type { Shelf } from "../interaction/interaction.ts";
import type { Refusal } from "../interaction/refusals.ts";

type Named = { readonly id: string; readonly name: string };

/** A request for one shelf of a workbin, and what is known about it. */
export type ShelfAsked = {
  readonly actor: Actor;
  /** What is to be done there, for refusals. */
  readonly operation: string;
  /** Whose shelf it is in a workbin of agents, and whose groups count in one of groups. */
  readonly whose: { readonly id: string; readonly groups: readonly string[] };
  /** The group that the request names. */
  readonly groupName: { readonly value: string; readonly path: string } | undefined;
  /** All groups that there are. */
  readonly groups: readonly Named[];
};

type Meant<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: Refusal };

/**
 * The shelf that is meant. In a workbin of groups the group may be left out when there is exactly one. Refuses an unknown group (6), none
 * where one is needed (1), and shelves that the actor may not use (5). wire.md 7
 */
export function shelfIn(workbin: Named & { readonly type: "Agent" | "AgentGroup" }, asked: ShelfAsked): Meant<Shelf> {
  const owner = workbin.type === "Agent" ? ({ ok: true, value: asked.whose.id } as const) : groupMeant(asked);
  if (!owner.ok) return owner;
  const ownedBy = workbin.type === "Agent" ? "agent" : "group";
  const shelf: Shelf = { workbin: workbin.id, name: workbin.name, owner: owner.value, ownedBy };
  return mayUseShelf(asked.actor, shelf)
    ? { ok: true, value: shelf }
    : { ok: false, refusal: { kind: "shelfForbidden", operation: asked.operation } };
}

function groupMeant({ groupName, groups, whose }: ShelfAsked): Meant<string> {
  if (groupName !== undefined) {
    const group = groups.find(({ name }) => name === groupName.value);
    return group === undefined
      ? { ok: false, refusal: { kind: "notFound", thing: "group", name: groupName.value } }
      : { ok: true, value: group.id };
  }
  const [only, ...others] = whose.groups;
  return only === undefined || others.length > 0
    ? { ok: false, refusal: { kind: "missing", path: "$.agentGroup" } }
    : { ok: true, value: only };
}

/** One text for each shelf. */
export const shelfKey = ({ owner, workbin }: Pick<Shelf, "owner" | "workbin">): string => `${owner}/${workbin}`;

/** Whether both are the same shelf; undefined is none. */
export const isSameShelf = (one: Shelf | undefined, other: Shelf | undefined): boolean =>
  one === undefined || other === undefined ? one === other : shelfKey(one) === shelfKey(other);
