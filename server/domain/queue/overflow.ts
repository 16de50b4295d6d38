import type { Queue } from "./queue.ts";

/** The queues that a mail passes from `first` on, one overflow after the other, until it is in `id`; undefined: it never comes there. wire.md 10.2 */
export function wayOfOverflow(
  known: readonly Queue[],
  first: Queue,
  id: string,
): readonly [Queue, ...Queue[]] | undefined {
  const way: [Queue, ...Queue[]] = [first];
  let at = first;
  while (at.id !== id) {
    const into = at.routing.overflow?.queue;
    const next = known.find((one) => one.id === into);
    if (next === undefined || way.includes(next)) return undefined;
    way.push(next);
    at = next;
  }
  return way;
}
