import type { Interaction } from "../../domain/interaction/interaction.ts";
import { atTheEnd } from "../../domain/queue/position.ts";
import { isRouted, type Queue } from "../../domain/queue/queue.ts";
import type { Asked, Result } from "../operation.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { type QueueReference, queueMeant } from "../references.ts";
import { type Commented, commented } from "./comment.ts";
import { type Changed, doRow, loadFor } from "./do-row.ts";
import { pauseFor } from "./pause.ts";

type Input = Commented & { readonly queue: QueueReference };

/** The owner puts the e-mail at the end of a queue. GWS PlaceInQueue, Complete with a queue; wire.md 5.14 */
export const placeInQueue = defineOperation<Input, Changed>("PlaceInQueue", "PlaceInQueue", async (asked) => {
  const { tx } = asked;
  const stops = asked.input.queue.name?.value === "__STOP__";
  const stopping = asked.input.queue.name === undefined || !stops ? "PlaceInQueue" : await stopOf(asked);
  const loaded = await loadFor(asked, stopping);
  if (!loaded.ok) return loaded;
  if (stopping !== "PlaceInQueue") return doRow(asked, loaded.value, stopping, commented(asked, loaded.value));
  const queue = await queueOf(asked, loaded.value);
  if (!queue.ok) return queue;
  const placed = await doRow(asked, loaded.value, "PlaceInQueue", {
    ...commented(asked, loaded.value),
    to: { kind: "queue", queue: queue.value.id, position: atTheEnd(queue.value, tx.now.steady) },
  });
  if (!placed.ok) return placed;
  await pauseFor(asked, loaded.value);
  return placed;
});

/** `__STOP__` ends an inbound e-mail as Complete does, a draft as Cancel does. */
async function stopOf(asked: Asked<Input>): Promise<"Complete" | "Cancel"> {
  const interaction = await asked.tx.interactions.visible(asked.target, asked.actor);
  return interaction?.direction === "outbound" ? "Cancel" : "Complete";
}

/** The queue that is meant; `__BACK__` is the one it was in before. */
async function queueOf(asked: Asked<Input>, interaction: Interaction): Promise<Result<Queue>> {
  const { queue } = asked.input;
  if (queue.name?.value !== "__BACK__")
    return queueMeant(asked.tx, queue, { operation: "PlaceInQueue", kinds: "place" });
  const back = interaction.previousQueue ?? interaction.routedQueue ?? interaction.queue;
  const found = await asked.tx.centre.queue(back);
  if (found === undefined) return refuse({ kind: "notFound", thing: "queue", name: "__BACK__" });
  if (isRouted(found)) return done(found);
  const { path } = queue.name;
  return refuse({ kind: "queueKind", path, operation: "PlaceInQueue", queueKind: found.kind, queue: found.name });
}
