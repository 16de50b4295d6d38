import type { Outcome } from "../../api/outcome.ts";
import type { Say } from "../../i18n/words.ts";
import { told } from "../../supervisor/told.ts";

/** Somebody else has written meanwhile. */
export const isStale = (outcome: Outcome<object>): boolean =>
  !outcome.ok && outcome.kind === "refused" && outcome.version !== undefined;

/** Says on the page that another was faster; any other refusal is told as everywhere. */
export function tellRefusal(outcome: Outcome<object>, say: Say, tell: (words: string) => void): void {
  if (isStale(outcome)) tell(say("rules.stale"));
  else told(outcome);
}
