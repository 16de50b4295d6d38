import type { SkillGridAnswer } from "@postroom/contract";
import { createStore } from "zustand/vanilla";
import { desk } from "../desktop/desk.ts";
import type { Level } from "./levels.ts";

export type GridAgent = SkillGridAnswer["agents"][number];

/** Skill name → the level that is not saved yet. */
export type Changes = ReadonlyMap<string, Level>;

/** By user id. It outlives the page: whoever looks elsewhere and comes back finds it. */
export const pendingLevels = createStore<ReadonlyMap<string, Changes>>(() => new Map());

// Nobody saves what somebody else has typed.
desk.store.subscribe((after, before) => {
  if (before.user !== undefined && after.user?.id !== before.user.id) pendingLevels.setState(new Map(), true);
});

export const levelOf = ({ levels }: GridAgent, skill: string): Level =>
  Object.hasOwn(levels, skill) ? (levels[skill] ?? null) : null;

/** Notes another level; one that is as it was saved is no change any more. */
export function setLevel(agent: GridAgent, skill: string, level: Level): void {
  const all = new Map(pendingLevels.getState());
  const ofAgent = new Map(all.get(agent.userId));
  if (levelOf(agent, skill) === level) ofAgent.delete(skill);
  else ofAgent.set(skill, level);
  if (ofAgent.size === 0) all.delete(agent.userId);
  else all.set(agent.userId, ofAgent);
  pendingLevels.setState(all, true);
}

/** A cell as it is sent. */
type Cell = { readonly userId: string; readonly skill: string; readonly level: Level };

export const cellsOf = (pending: ReadonlyMap<string, Changes>): readonly Cell[] =>
  [...pending].flatMap(([userId, changes]) => [...changes].map(([skill, level]) => ({ userId, skill, level })));

const path = "/api/postroom/v1/skill-grid";
const partMax = 1_000;

/** Which cell was refused, as far as the server says, and why. */
export type Refused = { readonly cell: Cell | undefined; readonly words: string };

/** Sends what is not saved. What was refused stays as it was typed. Undefined: all is saved. */
export async function saveLevels(): Promise<Refused | "unknown" | undefined> {
  const cells = cellsOf(pendingLevels.getState());
  for (let from = 0; from < cells.length; from += partMax) {
    const part = cells.slice(from, from + partMax);
    const saved = await desk.api.post<object>(path, { changes: part }, { method: "PATCH" });
    if (!saved.ok) return saved.kind === "refused" ? refusedOf(saved.words, part) : "unknown";
    forget(part);
  }
  return undefined;
}

function refusedOf(words: string, part: readonly Cell[]): Refused {
  const [, index, rest] = /^\$\.changes\[(\d+)\][^:]*: (.+)$/s.exec(words) ?? [];
  return { cell: index === undefined ? undefined : part[Number(index)], words: rest ?? words };
}

/** What was typed meanwhile stays. */
function forget(part: readonly Cell[]): void {
  const all = new Map([...pendingLevels.getState()].map(([userId, changes]) => [userId, new Map(changes)]));
  for (const { userId, skill, level } of part) {
    const changes = all.get(userId);
    if (changes?.get(skill) === level) changes.delete(skill);
    if (changes?.size === 0) all.delete(userId);
  }
  pendingLevels.setState(all, true);
}
