import type { Interaction } from "../../domain/interaction/interaction.ts";
import { atTheEnd } from "../../domain/queue/position.ts";
import { isRouted, type Queue } from "../../domain/queue/queue.ts";
import { dispositionRefusal } from "../disposition.ts";
import type { Asked, Result } from "../operation.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { type QueueReference, queueMeant } from "../references.ts";
import { type Commented, commented } from "./comment.ts";
import { type Changed, doRow, loadFor } from "./do-row.ts";
import { pauseFor } from "./pause.ts";

type Input = Commented & {
  readonly queue: QueueReference;
  /** It was asked for as Complete, which only the owner of an inbound e-mail may (wire.md 4.4). */
  readonly isCompletion?: boolean;
};

/**
 * The owner puts the e-mail at the end of a queue. `__STOP__` ends it instead, and is refused as Complete is while the disposition is missing.
 * GWS PlaceInQueue, Complete with a queue; wire.md 5.14, 5.15
 */
export const placeInQueue = defineOperation<Input, Changed>("PlaceInQueue", "PlaceInQueue", async (asked) => {
  const { queue, isCompletion } = asked.input;
  const stops = queue.name?.value === "__STOP__";
  const unlessCompletion = stops ? await stopOf(asked) : "PlaceInQueue";
  const row = isCompletion === true ? "Complete" : unlessCompletion;
  const loaded = await loadFor(asked, row);
  if (!loaded.ok) return loaded;
  if (!stops) return place(asked, loaded.value);
  const refusal = row === "Complete" ? await dispositionRefusal(asked.tx, loaded.value) : undefined;
  return refusal === undefined ? doRow(asked, loaded.value, row, commented(asked, loaded.value)) : refuse(refusal);
});

async function place(asked: Asked<Input>, interaction: Interaction): Promise<Result<Changed>> {
  const queue = await queueOf(asked, interaction);
  if (!queue.ok) return queue;
  const placed = await doRow(asked, interaction, "PlaceInQueue", {
    ...commented(asked, interaction),
    to: { kind: "queue", queue: queue.value.id, position: atTheEnd(queue.value, asked.tx.now.steady) },
  });
  if (!placed.ok) return placed;
  await pauseFor(asked, interaction);
  return placed;
}

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
