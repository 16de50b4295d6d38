import type { Timeouts } from "../domain/interaction/deadline.ts";
import type { Interaction } from "../domain/interaction/interaction.ts";
import { isRouted } from "../domain/queue/queue.ts";
import type { Reading } from "../ports/transaction.ts";

/** How long the states of an interaction that lies in `queue` may last: the queue's own figures before the centre's. wire.md 4.3 */
export async function timeoutsIn(reading: Reading, queue: Interaction["queue"]): Promise<Timeouts> {
  const settings = await reading.centre.settings();
  const found = await reading.centre.queue(queue);
  const overflowMs = found !== undefined && isRouted(found) ? found.routing.overflow?.afterMs : undefined;
  return {
    invitationMs: found?.invitationTimeoutMs ?? settings.invitationTimeoutMs,
    handlingMs: settings.handlingTimeoutMs,
    overflowMs,
  };
}
