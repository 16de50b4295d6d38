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
  saveBody,
  sendBody,
  setInFocusBody,
} from "@postroom/contract";
import { isGuardKind } from "../../domain/mail/guard-rule.ts";
import { accept } from "../../operations/email/accept.ts";
import { cancel } from "../../operations/email/cancel.ts";
import { complete } from "../../operations/email/complete.ts";
import { placeInQueue } from "../../operations/email/place-in-queue.ts";
import { reject } from "../../operations/email/reject.ts";
import { save } from "../../operations/email/save.ts";
import { send } from "../../operations/email/send.ts";
import { setInFocus } from "../../operations/email/set-in-focus.ts";
import { type Found, found } from "../../queries/query.ts";
import { type CommandTable, command, commands, doing, either } from "../commands.ts";
import { present } from "../shapes/viewing.ts";
import { attachmentCommands } from "./attachment-commands.ts";
import { draftCommands } from "./draft-commands.ts";
import { changed, unchanged } from "./email-answers.ts";
import { contentIn, queueIn } from "./email-input.ts";
import { propertyCommands } from "./property-commands.ts";
import { emailResponseRows } from "./response-commands.ts";
import { placingCommands } from "./workbin-commands.ts";

const nothing = () => found({});

const acceptRow = command({
  body: acceptBody,
  does: doing({ operation: accept, input: ({ saveLAR }) => found({ rememberAgent: saveLAR }), answers: changed }),
});

const rejectRow = command({
  body: rejectBody,
  does: doing({ operation: reject, input: ({ comment }) => found(present("comment", comment)), answers: changed }),
});

/** Refusals speak of the name that was asked for, here and in the other rows with several. */
const cancelRow = (called: string) =>
  command({ body: cancelBody, does: doing({ operation: cancel, called, input: nothing, answers: changed }) });

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
    input: ({ content, saveLAR, confirmedWarnings = [], ...body }) => {
      const queue = queueIn(body);
      if (!queue.ok) return queue;
      return mapped(contentIn(content), (change) => ({
        ...present("queue", queue.value),
        ...present("content", change),
        rememberAgent: saveLAR,
        confirmed: confirmedWarnings.filter(isGuardKind),
      }));
    },
    answers: changed,
  }),
});

const places = doing({
  operation: placeInQueue,
  input: ({ comment, ...body }: PlaceInQueue) =>
    mapped(queueIn(body), (queue) => ({ queue: queue ?? {}, ...present("comment", comment) })),
  answers: changed,
});

const completesInQueue = (called: string) =>
  doing({
    operation: placeInQueue,
    called,
    input: ({ comment, ...body }: Complete) =>
      mapped(queueIn(body), (queue) => ({ queue: queue ?? {}, isCompletion: true, ...present("comment", comment) })),
    answers: changed,
  });

const completes = (called: string) =>
  doing({
    operation: complete,
    called,
    input: ({ comment, saveLAR }: Complete) => found({ rememberAgent: saveLAR, ...present("comment", comment) }),
    answers: changed,
  });

const placeInQueueRow = command({ body: placeInQueueBody, does: places });

/** With a queue the e-mail goes on there (wire.md 4.4). */
const completeRow = (called: string) =>
  command({
    body: completeBody,
    does: either({ when: namesQueue, does: completesInQueue(called), otherwise: completes(called) }),
  });

const setInFocusRow = command({
  body: setInFocusBody,
  does: doing({ operation: setInFocus, input: nothing, answers: unchanged }),
});

/** operation or alias → its row. Every name works on both dialects' resources. wire.md 4.4 */
export const emailRows: CommandTable["named"] = {
  ...draftCommands,
  Accept: acceptRow,
  Reject: rejectRow,
  Save: saveRow,
  Send: sendRow,
  Cancel: cancelRow("Cancel"),
  CancelReply: cancelRow("CancelReply"),
  PlaceInQueue: placeInQueueRow,
  Complete: completeRow("Complete"),
  StopProcessing: completeRow("StopProcessing"),
  SetInFocus: setInFocusRow,
  ...emailResponseRows,
  ...propertyCommands,
  ...placingCommands,
  ...attachmentCommands,
};

/** The operations on one e-mail. */
export const emailCommands = commands({
  summary: "Does something to an e-mail",
  named: emailRows,
  answer: operationAnswer,
});

const mapped = <From, To>(read: Found<From>, make: (value: From) => To): Found<To> =>
  read.ok ? found(make(read.value)) : read;
