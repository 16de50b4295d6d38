import type { OperatorRow } from "@postroom/contract";
import type { Api } from "../api/client.ts";
import type { Outcome } from "../api/outcome.ts";

/** What was moved last from one queue to another, each in the version that it has since; and when. */
export type Moved = {
  readonly from: string;
  readonly to: string;
  readonly items: readonly Item[];
  readonly at: number;
};

type Item = { readonly id: string; readonly version: number };

/** So many at once: a request for each, so that nothing is taken from somebody who has begun with it. */
export const movedMax = 100;
const atOnce = 5;

/** As long as it is said, it can be taken back. */
const freshMs = 60_000;
export const isFresh = (moved: Moved | undefined, now: number): moved is Moved =>
  moved !== undefined && now - moved.at <= freshMs;

/** What waits in a queue, the oldest first. */
export async function waitingIn(api: Api, queue: string, count: number): Promise<Outcome<readonly Item[]>> {
  const query = new URLSearchParams({ state: "Queued", queue, limit: String(Math.min(count, movedMax)), fields: "*" });
  const found = await api.get<{ interactions: readonly OperatorRow[] }>(`/interactions?${query}`);
  return found.ok ? { ...found, value: found.value.interactions } : found;
}

/** Moves those that are still as they were seen, with the priority and age that they have. The others stay where they are: somebody was quicker. */
export async function moveAll(api: Api, items: readonly Item[], queueName: string): Promise<readonly Item[]> {
  const moved: Item[] = [];
  const body = { operationName: "MoveToQueue", queueName, position: "keep" };
  for (let first = 0; first < items.length; first += atOnce) {
    const some = items.slice(first, first + atOnce);
    await Promise.all(
      some.map(async ({ id, version: ifMatch }) => {
        const done = await api.post<object>(`/interactions/${id}`, body, { ifMatch });
        if (done.ok && done.version !== undefined) moved.push({ id, version: done.version });
      }),
    );
  }
  return moved;
}
