import { seconds, spread } from "./figures.ts";
import { cutAtIntervals, intervalBegin } from "./intervals.ts";
import type { Cell } from "./mail-reports.ts";
import type { Cutting } from "./table.ts";
import type { ReadinessChange, Spell } from "./work-done.ts";

/** A stretch in which an agent's state stayed as it was; cut to the time that is asked for. */
export type ReadinessSpell = Omit<ReadinessChange, "at"> & { readonly from: number; readonly to: number };

export const agentReport = {
  base: "e-mails that the agent accepted in the interval, and the agent's time in it",
  columns: ["accepted", "done", "medianSeconds", "p90Seconds", "handledSeconds", "readySeconds", "notReadySeconds"],
} as const;

type AgentRow = {
  readonly interval: number | undefined;
  readonly agent: string;
  readonly counted: Readonly<Record<string, Cell>>;
};

type Gathered = { readonly spells: Spell[]; ready: number; notReady: number };

/** What each agent did: what was begun in each interval, and how long the agent was there. `agents`: ids in the order of their rows. */
export function agentTable(
  { spells, readiness }: { readonly spells: readonly Spell[]; readonly readiness: readonly ReadinessSpell[] },
  { now, cutting, agents }: { readonly now: number; readonly cutting: Cutting; readonly agents: readonly string[] },
): { readonly rows: readonly AgentRow[]; readonly totals: Readonly<Record<string, Cell>> } {
  const { interval, timeZone } = cutting;
  const groups = new Map<string, Gathered & { readonly of: Omit<AgentRow, "counted"> }>();
  const at = (agent: string, begin: number | undefined): Gathered => {
    const key = `${begin ?? ""} ${agent}`;
    const group = groups.get(key) ?? { of: { interval: begin, agent }, spells: [], ready: 0, notReady: 0 };
    groups.set(key, group);
    return group;
  };
  for (const spell of spells) {
    const begin = interval === undefined ? undefined : intervalBegin(spell.beganAt, interval, timeZone);
    at(spell.user, begin).spells.push(spell);
  }
  for (const stretch of readiness) {
    if (stretch.state === "LoggedOut") continue;
    const whole = [{ begin: undefined, ms: stretch.to - stretch.from }];
    for (const { begin, ms } of interval === undefined ? whole : cutAtIntervals(stretch, interval, timeZone)) {
      at(stretch.user, begin)[stretch.state === "Ready" ? "ready" : "notReady"] += ms;
    }
  }
  const places = new Map(agents.map((id, place) => [id, place]));
  const placeOf = (agent: string): number => places.get(agent) ?? agents.length;
  const rows = [...groups.values()]
    .map((group) => ({ ...group.of, counted: counted(group, now) }))
    .toSorted((a, b) => (a.interval ?? 0) - (b.interval ?? 0) || placeOf(a.agent) - placeOf(b.agent));
  const sum = (of: (one: Gathered) => number) => [...groups.values()].reduce((all, one) => all + of(one), 0);
  const all = { spells: [...spells], ready: sum(({ ready }) => ready), notReady: sum(({ notReady }) => notReady) };
  return { rows, totals: counted(all, now) };
}

function counted({ spells, ready, notReady }: Gathered, now: number): Readonly<Record<string, Cell>> {
  const times = spells.map(({ beganAt, endedAt = now }) => endedAt - beganAt);
  return {
    accepted: spells.length,
    done: spells.filter(({ endedBy }) => endedBy === "Complete").length,
    ...spread(times),
    handledSeconds: seconds(times.reduce((all, ms) => all + ms, 0)),
    readySeconds: seconds(ready),
    notReadySeconds: seconds(notReady),
  };
}

/** From changes, in the order of time for each user, to how long each state lasted between two moments. */
export function readinessSpells(
  changes: readonly ReadinessChange[],
  { from, to }: { readonly from: number; readonly to: number },
): readonly ReadinessSpell[] {
  const found: ReadinessSpell[] = [];
  for (const [place, { at, ...change }] of changes.entries()) {
    const next = changes[place + 1];
    const stretch = { from: Math.max(from, at), to: next?.user === change.user ? Math.min(to, next.at) : to };
    if (stretch.from < stretch.to) found.push({ ...change, ...stretch });
  }
  return found;
}
