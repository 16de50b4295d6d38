import type { Outcome } from "../api/outcome.ts";
import { desk } from "../desktop/desk.ts";

/** A refusal is told in the server's words. */
export function told(outcome: Outcome<object>): void {
  if (outcome.ok) return;
  const words = outcome.kind === "refused" ? outcome.words : undefined;
  desk.tell(words === undefined ? { key: "notice.unknown" } : { key: "notice.refused", values: { words } }, "alarm");
}
