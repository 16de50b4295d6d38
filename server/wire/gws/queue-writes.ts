import {
  nothingBody,
  type QueueChangeBody,
  queueBody,
  queueChangeBody,
  removedAnswer,
  writtenAnswer,
} from "@postroom/contract";
import { changeQueue } from "../../operations/configuration/change-queue.ts";
import { createQueue } from "../../operations/configuration/create-queue.ts";
import { deleteQueue } from "../../operations/configuration/delete-queue.ts";
import type { QueueChange } from "../../operations/configuration/queue-change.ts";
import { type Found, found } from "../../queries/query.ts";
import { success } from "../answers.ts";
import { doing, written } from "../commands.ts";
import { paths } from "../shapes/uris.ts";
import { present } from "../shapes/viewing.ts";
import { claimsIn, configures, referenceIn, writtenAt } from "./configuring.ts";

/** `POST /queues`. wire.md 10.2 */
export const queuePost = configures(
  written({
    summary: "Adds a queue; keys as in the provisioning file",
    body: queueBody,
    named: "Queue",
    does: (body, asking) =>
      doing({
        versioned: false,
        operation: createQueue,
        input: ({ name, ...rest }: typeof body) => named(changeIn(rest), name),
        answers: ({ id }) => writtenAt(asking, id, paths.queue),
      })(body, asking),
    answer: writtenAnswer,
  }),
);

/** `PUT /queues/{id}` */
export const queuePut = configures(
  written({
    summary: "Changes a queue; what is absent stays",
    body: queueChangeBody,
    named: "QueueChange",
    does: (body, asking) =>
      doing({
        versioned: false,
        operation: changeQueue,
        input: (given: typeof body) => changeIn(given),
        answers: ({ id }) => writtenAt(asking, id, paths.queue),
      })(body, asking),
    answer: writtenAnswer,
  }),
);

/** `DELETE /queues/{id}` */
export const queueDelete = configures(
  written({
    summary: "Removes a queue that is not in use",
    body: nothingBody,
    does: doing({ versioned: false, operation: deleteQueue, input: () => found({}), answers: () => success({}) }),
    answer: removedAnswer,
  }),
);

const named = (change: Found<QueueChange>, name: string): Found<QueueChange & { readonly name: string }> =>
  change.ok ? found({ ...change.value, name }) : change;

function changeIn(body: QueueChangeBody): Found<QueueChange> {
  const { kind, invitationTimeout, routing } = body;
  return found({
    claims: claimsIn(body),
    ...present("name", body.name),
    ...present("kind", kind),
    ...present("description", body.description),
    ...present("invitationTimeoutMs", invitationTimeout === undefined ? undefined : ms(invitationTimeout)),
    ...present("routing", routing === undefined ? undefined : routingIn(routing)),
  });
}

/** The provisioning file's keys in our own words: seconds become milliseconds. */
function routingIn({ skills, priority, relax, overflow }: NonNullable<QueueChangeBody["routing"]>) {
  const to =
    overflow === undefined
      ? undefined
      : {
          afterMs: ms(overflow.after),
          queue: referenceIn({ name: overflow.queue }, "queues", ["routing", "overflow", "queue"]),
        };
  return {
    ...{ skills, priority, overflow: to },
    relax: relax.map((step) => ({ afterMs: ms(step.after), skills: step.skills })),
  };
}

const ms = (seconds: number): number => seconds * 1000;
