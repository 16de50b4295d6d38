import { type Rule, saySame } from "./rule.ts";

/** What publishing would change. `before`: the rule as it counts now. */
export type Change =
  | { readonly kind: "new" | "removed" | "moved"; readonly rule: Rule }
  | { readonly kind: "changed"; readonly rule: Rule; readonly before: Rule };

/** In the order of the draft, and behind it what was removed. Of rules that changed places as few as possible are named. desktop.md 8.4 */
export function changesBetween(published: readonly Rule[], draft: readonly Rule[]): readonly Change[] {
  const before = new Map(published.map((rule) => [rule.id, rule]));
  const after = new Set(draft.map(({ id }) => id));
  const stayed = inPlace(
    published.flatMap(({ id }) => (after.has(id) ? [id] : [])),
    draft.flatMap(({ id }) => (before.has(id) ? [id] : [])),
  );
  const changes = draft.flatMap((rule): readonly Change[] => {
    const was = before.get(rule.id);
    if (was === undefined) return [{ kind: "new", rule }];
    if (!saySame(was, rule)) return [{ kind: "changed", rule, before: was }];
    return stayed.has(rule.id) ? [] : [{ kind: "moved", rule }];
  });
  const removed = published.filter(({ id }) => !after.has(id)).map((rule): Change => ({ kind: "removed", rule }));
  return [...changes, ...removed];
}

/** As many as possible that stand in the same order in both. */
function inPlace(before: readonly string[], after: readonly string[]): ReadonlySet<string> {
  const places = new Map(before.map((id, place) => [id, place]));
  const best: string[][] = [];
  for (const [index, id] of after.entries()) {
    const place = places.get(id) ?? 0;
    const longest = best
      .slice(0, index)
      .filter((chain) => (places.get(chain.at(-1) ?? "") ?? 0) < place)
      .reduce<string[]>((one, other) => (other.length > one.length ? other : one), []);
    best.push([...longest, id]);
  }
  return new Set(best.reduce<string[]>((one, other) => (other.length > one.length ? other : one), []));
}
