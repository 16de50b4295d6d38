import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { queue } from "../provisioning/queues.ts";

/** What only the server says of a queue. */
const said = {
  id: z.string(),
  version: z.int(),
  /** It is always there: what it is called and what kind it is stays. */
  builtIn: z.boolean(),
  /** Whose mail waits in it first. Answers go out from the mailbox that received the mail. */
  mailboxes: z.array(z.strictObject({ address: z.string(), name: z.string() })),
  /** `file`: the provisioning file names it, and it is changed there. */
  source: z.enum(["file", "page"]),
  readOnly: z.boolean(),
};

/** Repeated in a request, it is passed over. */
export const saidOfQueues: ReadonlySet<string> = new Set(Object.keys(said));

const configuredQueue = z.strictObject({ ...queue.shape, ...said });

export const configQueuesAnswer = answerWith({ queues: z.array(configuredQueue) });

/** `POST /config/queues`, and `PUT`, which says all of it: what is absent is as in a file that does not say it. desktop.md 13 */
export const configQueueBody = queue;

export const queueWrittenAnswer = answerWith({ id: z.string(), version: z.int() });

export type ConfigQueuesAnswer = z.infer<typeof configQueuesAnswer>;
