import {
  configQueueBody,
  configQueuesAnswer,
  nothingBody,
  parseQueue,
  queueWrittenAnswer,
  readBody,
  removedAnswer,
  saidOfQueues,
} from "@postroom/contract";
import { z } from "zod";
import { changeQueue } from "../../operations/configuration/change-queue.ts";
import { createQueue } from "../../operations/configuration/create-queue.ts";
import { deleteQueue } from "../../operations/configuration/delete-queue.ts";
import type { QueueChange } from "../../operations/configuration/queue-change.ts";
import type { OperationDefinition } from "../../operations/operation.ts";
import type { StoredQueue } from "../../ports/centre.ts";
import { type Found, found, missing } from "../../queries/query.ts";
import { type ConfiguredQueue, listConfiguredQueues } from "../../queries/queue/configured.ts";
import { etag, refusalOf, refused, success } from "../answers.ts";
import { doing, written } from "../commands.ts";
import type { Asking, Entry, Resource } from "../entry.ts";
import { configures } from "../gws/configuring.ts";
import { sourceOf } from "../of-file.ts";
import { queueOf } from "../provisioning.ts";
import { asked } from "../reads.ts";
import { configuredQueueShape } from "../shapes/configured-queue.ts";
import { below, desktop } from "./paths.ts";

type Named = QueueChange & { readonly name: string };
type Given = Readonly<Record<string, unknown>>;

/** Everything that is wrong is told at once, so the schema is asked where the rest is. */
const anything = z.record(z.string(), z.unknown());

/** Queues with all that the provisioning file can say of them. desktop.md 8.3, 13 */
export const configQueues: Resource = {
  name: desktop,
  paths: [below("/config/queues")],
  get: {
    answer: async (asking) => {
      const read = await asked(asking, listConfiguredQueues, {});
      if (!read.ok) return refused(read.refusal);
      return success({ queues: read.value.map((one) => shape(one, asking)) });
    },
    describes: { summary: "Queues as they are configured, with where that was said", answer: configQueuesAnswer },
  },
  post: writes({
    summary: "Adds a queue; keys as in the provisioning file",
    operation: createQueue,
    input: changeIn,
    named: "ConfigQueue",
  }),
};

export const configQueue: Resource = {
  name: desktop,
  paths: [below("/config/queues/{id}")],
  put: writes({
    summary: "Changes a queue that the provisioning file does not name; what is absent is as if a file did not say it",
    ...{ operation: changeQueue, input: changeIn, named: "ConfigQueueChange" },
  }),
  delete: configures(
    written({
      summary: "Removes a queue that is not in use, and that the provisioning file does not name",
      body: nothingBody,
      does: doing({
        versioned: false,
        operation: deleteQueue,
        input: (_, { answering }) => found({ owned: answering.ofFile.queues }),
        answers: () => success({}),
      }),
      answer: removedAnswer,
    }),
  ),
};

type Row<Input> = {
  readonly summary: string;
  readonly operation: OperationDefinition<Input, StoredQueue>;
  readonly input: (body: Given, asking: Asking) => Found<Input>;
  readonly named: string;
};

function writes<Input>({ summary, operation, input, named }: Row<Input>): Entry {
  const does = doing({
    ...{ operation, input },
    answers: ({ id, version }: StoredQueue) => success({ id, version }, etag(version)),
  });
  return configures({
    answer: async (asking) => {
      const body = readBody(anything, asking.request.body ?? {});
      return body.ok ? does(body.value, asking) : refused(refusalOf(body.problem));
    },
    describes: { summary, bodies: { [named]: configQueueBody }, answer: queueWrittenAnswer },
  });
}

const shape = (one: ConfiguredQueue, { answering }: Asking) => ({
  ...configuredQueueShape(one),
  ...sourceOf(answering.ofFile.queues.has(one.queue.name)),
});

/** A queue of the file in our own words, by the file's rules. */
function changeIn(body: Given, { answering }: Asking): Found<Named> {
  const parsed = parseQueue(Object.fromEntries(Object.entries(body).filter(([key]) => !saidOfQueues.has(key))));
  if (!parsed.ok) {
    return missing({
      kind: "badValues",
      problems: parsed.problems.map(({ path, message }) => ({ path, because: message })),
    });
  }
  const { overflowQueue, routing, name, kind, description, ...promises } = queueOf(parsed.queue);
  const { overflow, ...rest } = routing;
  return found({
    ...{ claims: [], name, kind, description, owned: answering.ofFile.queues },
    promises,
    // Of a queue that is never routed a file says nothing.
    ...(parsed.queue.routing === undefined && kind !== "inbound" && kind !== "review"
      ? {}
      : { routing: { ...rest, lastAgent: rest.lastAgent ?? false, overflow: to(overflow, overflowQueue) } }),
  });
}

const to = (overflow: { readonly afterMs: number } | undefined, queue: string | undefined) =>
  overflow === undefined || queue === undefined
    ? undefined
    : {
        afterMs: overflow.afterMs,
        queue: { value: queue, path: "$.routing.overflow.queue", by: "name" } as const,
      };
