import type { Reading } from "../../ports/transaction.ts";
import { countedViews } from "./views.ts";

/** What was counted already, by what is looked for. */
export type KnownCounts = Map<string, number>;

/** View → how many it finds, up to 1000; `version`: wall time in milliseconds at which it was so. */
export type ViewCounts = { readonly counts: Readonly<Record<string, number>>; readonly version: number };

/** Of one user's views and those shared with them; undefined when they may not sign in any more. desktop.md 3.10 */
export async function countsOf(reading: Reading, user: string, known: KnownCounts): Promise<ViewCounts | undefined> {
  const actor = await reading.users.actor(user);
  if (actor === undefined) return undefined;
  const views = await countedViews(reading, actor, known);
  const counts = views.flatMap(({ view: { id }, count }) => (count === undefined ? [] : [[id, count] as const]));
  return { counts: Object.fromEntries(counts), version: reading.now.wall };
}
