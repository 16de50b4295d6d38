import { queueAnswer, queueResource, queuesAnswer } from "@postroom/contract";
import { findQueue, listQueues } from "../../queries/queue/list.ts";
import { idIn, type Resource } from "../entry.ts";
import { collection, shaped, single } from "../reads.ts";
import { queueShape } from "../shapes/queue.ts";
import { queueDelete, queuePost, queuePut } from "./queue-writes.ts";

/** wire.md 10.2 */
export const queues: Resource = {
  name: "Queues",
  paths: ["/queues"],
  get: collection({
    summary: "All queues with what waits in them",
    under: "queues",
    rows: (asking) =>
      shaped(asking, listQueues, {}, (found) => found.map((one) => queueShape(one, asking.answering.publicUrl))),
    fields: Object.keys(queueResource.shape),
    uri: ({ uri }) => uri,
    answer: queuesAnswer,
  }),
  post: queuePost,
};

export const queue: Resource = {
  name: "Queues",
  paths: ["/queues/{id}"],
  get: single({
    summary: "One queue",
    under: "queue",
    row: (asking) =>
      shaped(asking, findQueue, { id: idIn(asking) }, (found) => queueShape(found, asking.answering.publicUrl)),
    answer: queueAnswer,
  }),
  put: queuePut,
  delete: queueDelete,
};
