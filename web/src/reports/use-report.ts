import type { ReportAnswer } from "@postroom/contract";
import { useEffect, useRef, useState } from "react";
import { desk } from "../desktop/desk.ts";
import { createTurns } from "../state/newest.ts";

/** What was read of a report so far; it is read anew when `again` is another number. */
export function useReport(path: string, again: number) {
  const [report, setReport] = useState<ReportAnswer>();
  const [isReading, setReading] = useState(true);
  const [problem, setProblem] = useState<string>();
  const turns = useRef(createTurns());
  const read = async (before: ReportAnswer | undefined): Promise<void> => {
    const isNewest = turns.current();
    setReading(true);
    const cursor = before?.nextCursor === undefined ? "" : `&cursor=${encodeURIComponent(before.nextCursor)}`;
    const answer = await desk.api.get<ReportAnswer>(`${path}${cursor}`);
    if (!isNewest()) return;
    setReading(false);
    setProblem(!answer.ok && answer.kind === "refused" ? answer.words : undefined);
    if (answer.ok) setReport({ ...answer.value, rows: [...(before?.rows ?? []), ...answer.value.rows] });
    else if (answer.kind === "refused") setReport(before);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: read when something else is asked for, or the same again.
  useEffect(() => void read(undefined), [path, again]);
  const isMore = report?.nextCursor !== undefined;
  return { report, isReading, problem, readFurther: isMore ? () => read(report) : undefined };
}
