import type { AuditRow } from "@postroom/contract";

/** What somebody asked for, or read, of one interaction, and what came of it. Times in milliseconds of one clock. */
export type Deed = {
  readonly id: string;
  /** User name. */
  readonly by: string;
  readonly operation: string;
  readonly begunAt: number;
  readonly endedAt: number;
} & (
  | { readonly outcome: "done"; readonly referenceId: number }
  | { readonly outcome: "read"; readonly version: number }
  /** `lost`: nobody knows. */
  | { readonly outcome: "refused" | "lost" }
);

/** Whether this operation of this user is possible in what a row tells. */
export type Possible = (operation: string, by: string, now: NonNullable<AuditRow["to"]>) => boolean;

/**
 * Why these deeds, as those saw them who did them at the same time in several processes, cannot have happened one after the other in the order
 * of the audit: nothing, when they are linearizable. Whoever began after another's end must see what that one did; what was done stands there
 * exactly once, what was refused not at all, and was not possible at some moment of the asking.
 */
export function notLinear(deeds: readonly Deed[], audit: readonly AuditRow[], possible: Possible): readonly string[] {
  const rows = Map.groupBy(
    audit.filter(({ interactionId, version }) => interactionId !== undefined && version !== undefined),
    ({ interactionId }) => interactionId ?? "",
  );
  return [...Map.groupBy(deeds, ({ id }) => id)].flatMap(([id, own]) => ofOne(own, rows.get(id) ?? [], possible));
}

function ofOne(deeds: readonly Deed[], rows: readonly AuditRow[], possible: Possible): readonly string[] {
  const wrong: string[] = [];
  const placed = deeds.flatMap((deed) => {
    const version = versionOf(deed, rows);
    if (deed.outcome === "done" && version === undefined) wrong.push(`done, and in no row: ${words(deed)}`);
    return version === undefined ? [] : [{ deed, version }];
  });
  for (const one of placed) {
    const before = placed.filter(({ deed }) => deed.endedAt < one.deed.begunAt);
    const least = Math.max(0, ...before.map(({ version }) => version)) + (one.deed.outcome === "done" ? 1 : 0);
    if (one.version < least && before.length > 0) wrong.push(`behind version ${least}: ${words(one.deed)}`);
  }
  wrong.push(...unasked(deeds, rows));
  for (const deed of deeds) {
    if (deed.outcome !== "refused") continue;
    const least = Math.max(1, ...placed.filter((one) => one.deed.endedAt < deed.begunAt).map(({ version }) => version));
    const later = placed.filter((one) => one.deed.begunAt > deed.endedAt);
    const most = Math.min(rows.length, ...later.map((one) => one.version - (one.deed.outcome === "done" ? 1 : 0)));
    const seen = rows.slice(least - 1, Math.max(most, least));
    if (seen.every(({ to }) => to !== undefined && possible(deed.operation, deed.by, to)))
      wrong.push(`refused, though possible in versions ${least} to ${most}: ${words(deed)}`);
  }
  return wrong;
}

/** Rows of users that nobody asked for, and whose answer was not lost. */
function unasked(deeds: readonly Deed[], rows: readonly AuditRow[]): readonly string[] {
  const done = new Set(deeds.flatMap((deed) => (deed.outcome === "done" ? deed.referenceId : [])));
  const lost = deeds.filter(({ outcome }) => outcome === "lost").map(({ by, operation }) => `${by} ${operation}`);
  return rows.flatMap(({ by, operation, referenceId, version, interactionId }) => {
    if (by === "system" || done.has(referenceId ?? 0)) return [];
    const place = lost.indexOf(`${by} ${operation}`);
    if (place >= 0) lost.splice(place, 1);
    return place >= 0 ? [] : [`nobody was told of ${operation} by ${by}: version ${version} of ${interactionId}`];
  });
}

function versionOf(deed: Deed, rows: readonly AuditRow[]): number | undefined {
  if (deed.outcome === "read") return deed.version;
  if (deed.outcome !== "done") return undefined;
  return rows.find(({ referenceId, by }) => referenceId === deed.referenceId && by === deed.by)?.version;
}

const words = ({ id, by, operation, outcome }: Deed): string => `${operation} of ${id} by ${by}, ${outcome}`;
