import type { AuditSearchAnswer } from "@postroom/contract";
import { useEffect, useRef, useState } from "react";
import { desk } from "../desktop/desk.ts";
import { createTurns } from "../state/newest.ts";

export type AuditRow = AuditSearchAnswer["audit"][number];

/** Where to look further, and since when everything was looked at. */
type Further = { readonly cursor: string; readonly lookedBackTo: string };

const path = "/api/postroom/v1/audit";
const nothing = { rows: [], further: undefined, problem: undefined } as const;

type Found = {
  readonly rows: readonly AuditRow[];
  readonly further: Further | undefined;
  /** Why nothing can be read, in the server's words. */
  readonly problem: string | undefined;
};

/** What was found of the audit so far; it is looked for anew when `again` is another number. */
export function useAudit(search: URLSearchParams, again: number) {
  const [found, setFound] = useState<Found>(nothing);
  const [isReading, setReading] = useState(true);
  const turns = useRef(createTurns());
  const query = queryOf(search);
  const read = async (before: Found): Promise<void> => {
    const isNewest = turns.current();
    setReading(true);
    const cursor = before.further === undefined ? "" : `&cursor=${encodeURIComponent(before.further.cursor)}`;
    const answer = await desk.api.get<AuditSearchAnswer>(`${path}?${query}${cursor}`);
    if (!isNewest()) return;
    setReading(false);
    if (answer.ok)
      setFound({ ...furtherIn(answer.value), rows: [...before.rows, ...answer.value.audit], problem: undefined });
    else setFound({ ...before, problem: answer.kind === "refused" ? answer.words : undefined });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: read when another thing is looked for, or the same again.
  useEffect(() => void read(nothing), [query, again]);
  return { ...found, isReading, readFurther: () => read(found) };
}

const furtherIn = ({ nextCursor, lookedBackTo }: AuditSearchAnswer): Pick<Found, "further"> => ({
  further: nextCursor === undefined || lookedBackTo === undefined ? undefined : { cursor: nextCursor, lookedBackTo },
});

/** Days are the reader's own: the last one is looked through to its end. */
function queryOf(search: URLSearchParams): string {
  const query = new URLSearchParams();
  for (const name of ["actor", "object", "action"]) {
    const value = search.get(name) ?? "";
    if (value !== "") query.set(name, value);
  }
  const [from, to] = [beginningOf(search.get("from")), beginningOf(search.get("to"), 1)];
  if (from !== undefined) query.set("from", from);
  if (to !== undefined) query.set("to", to);
  return query.toString();
}

function beginningOf(day: string | null, daysLater = 0): string | undefined {
  const at = new Date(`${day ?? ""}T00:00`);
  if (Number.isNaN(at.getTime())) return undefined;
  at.setDate(at.getDate() + daysLater);
  return at.toISOString();
}
