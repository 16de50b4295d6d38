import type { TrialLine } from "@postroom/contract";
import { useRef, useState } from "react";
import type { Refused } from "../../api/outcome.ts";
import { desk } from "../../desktop/desk.ts";
import { createTurns } from "../../state/newest.ts";

export type TrialStep = Extract<TrialLine, { readonly step: string }>;

/** How a trial goes: its steps so far, and how it ended. */
export type Trial = {
  readonly steps: readonly TrialStep[];
  readonly end: "ok" | "warn" | "fail" | "cut" | undefined;
};

/** Tries the way of mail, and shows each step as it is gone. desktop.md 8.2 */
export function useTrial(refused: (refusal: Refused) => void) {
  const [trial, setTrial] = useState<Trial>();
  const turns = useRef(createTurns());
  const start = async (body: object): Promise<void> => {
    const isNewest = turns.current();
    setTrial({ steps: [], end: undefined });
    const hear = (line: TrialLine): void => {
      if (isNewest()) setTrial((before) => after(before, line));
    };
    const outcome = await desk.api.lines<TrialLine>("/api/postroom/v1/mailbox-trials", body, hear);
    if (!isNewest()) return;
    if (!outcome.ok && outcome.kind === "refused") {
      setTrial(undefined);
      refused(outcome);
      return;
    }
    setTrial((before) => (before?.end === undefined ? { steps: before?.steps ?? [], end: "cut" } : before));
  };
  return { trial, start };
}

/** A step that runs is told again when it has ended. */
function after(before: Trial | undefined, line: TrialLine): Trial {
  const steps = before?.steps ?? [];
  if ("end" in line) return { steps, end: line.end };
  const others = steps.filter(({ step, state }) => step !== line.step || state !== "running");
  return { steps: [...others, line], end: undefined };
}
