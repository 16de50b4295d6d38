import {
  acceptBody,
  type Complete,
  cancelBody,
  completeBody,
  namesQueue,
  operationAnswer,
  type PlaceInQueue,
  placeInQueueBody,
  rejectBody,
  replyBody,
  saveBody,
  sendBody,
  setInFocusBody,
} from "@postroom/contract";
import { accept } from "../../operations/email/accept.ts";
import { cancel } from "../../operations/email/cancel.ts";
import { complete } from "../../operations/email/complete.ts";
import type { Changed } from "../../operations/email/do-row.ts";
import { placeInQueue } from "../../operations/email/place-in-queue.ts";
import { reject } from "../../operations/email/reject.ts";
import { reply } from "../../operations/email/reply.ts";
import { save } from "../../operations/email/save.ts";
import { send } from "../../operations/email/send.ts";
import { setInFocus } from "../../operations/email/set-in-focus.ts";
import { type Found, found } from "../../queries/query.ts";
import { success } from "../answers.ts";
import { type CommandTable, command, commands, doing, either } from "../commands.ts";
import { present } from "../shapes/viewing.ts";
import { attachmentCommands } from "./attachment-commands.ts";
import { changed, unchanged } from "./email-answers.ts";
import { contentIn, queueIn, replyIn } from "./email-input.ts";

/** The answer of an operation that makes a draft; GWS names it in two ways (wire.md 1.3). */
const drafted = ({ interaction }: Changed, referenceId: number) =>
  success({ referenceId, replyInteractionId: interaction.id, interactionId: interaction.id });

const nothing = () => found({});

const acceptRow = command({
  body: acceptBody,
  does: doing({ operation: accept, input: ({ saveLAR }) => found({ rememberAgent: saveLAR }), answers: changed }),
});

const rejectRow = command({
  body: rejectBody,
  does: doing({ operation: reject, input: ({ comment }) => found(present("comment", comment)), answers: changed }),
});

const replyRow = command({
  body: replyBody,
  does: doing({ operation: reply, input: replyIn, answers: drafted }),
});

const cancelRow = command({
  body: cancelBody,
  does: doing({ operation: cancel, input: nothing, answers: changed }),
});

const saveRow = command({
  body: saveBody,
  does: doing({
    operation: save,
    input: ({ content }) => mapped(contentIn(content), (change) => present("content", change)),
    answers: changed,
  }),
});

const sendRow = command({
  body: sendBody,
  does: doing({
    operation: send,
    input: ({ content, saveLAR, ...body }) => {
      const queue = queueIn(body);
      if (!queue.ok) return queue;
      return mapped(contentIn(content), (change) => ({
        ...present("queue", queue.value),
        ...present("content", change),
        rememberAgent: saveLAR,
      }));
    },
    answers: changed,
  }),
});

const places = doing({
  operation: placeInQueue,
  input: ({ comment, ...body }: PlaceInQueue | Complete) =>
    mapped(queueIn(body), (queue) => ({ queue: queue ?? {}, ...present("comment", comment) })),
  answers: changed,
});

const completes = doing({
  operation: complete,
  input: ({ comment, saveLAR }: Complete) => found({ rememberAgent: saveLAR, ...present("comment", comment) }),
  answers: changed,
});

const placeInQueueRow = command({ body: placeInQueueBody, does: places });

/** With a queue it is PlaceInQueue (wire.md 4.4). */
const completeRow = command({
  body: completeBody,
  does: either({ when: namesQueue, does: places, otherwise: completes }),
});

const setInFocusRow = command({
  body: setInFocusBody,
  does: doing({ operation: setInFocus, input: nothing, answers: unchanged }),
});

/** operation or alias → its row. Every name works on both dialects' resources. wire.md 4.4 */
const named: CommandTable["named"] = {
  Accept: acceptRow,
  Reject: rejectRow,
  Reply: replyRow,
  Save: saveRow,
  Send: sendRow,
  Cancel: cancelRow,
  CancelReply: cancelRow,
  PlaceInQueue: placeInQueueRow,
  Complete: completeRow,
  StopProcessing: completeRow,
  SetInFocus: setInFocusRow,
  ...attachmentCommands,
};

/** The operations on one e-mail. */
export const emailCommands = commands({ summary: "Does something to an e-mail", named, answer: operationAnswer });

const mapped = <From, To>(read: Found<From>, make: (value: From) => To): Found<To> =>
  read.ok ? found(make(read.value)) : read;
