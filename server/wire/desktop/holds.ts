import { holdAnswer, holdBody } from "@postroom/contract";
import { z } from "zod";
import type { Hold } from "../../domain/desktop/hold.ts";
import { beginHold } from "../../operations/desktop/begin-hold.ts";
import { undoHold } from "../../operations/desktop/undo-hold.ts";
import { desktopDefaults } from "../../queries/desktop/mail-part.ts";
import { found } from "../../queries/query.ts";
import { etag, success } from "../answers.ts";
import { doing, written } from "../commands.ts";
import type { Resource } from "../entry.ts";
import { holdShape } from "../shapes/hold.ts";
import { holdables, stepsIn } from "./hold-actions.ts";
import { below, desktop } from "./paths.ts";

const holdNow = (hold: Hold) => success({ hold: holdShape(hold) }, etag(hold.version));

/** Sends that can be called back. desktop.md 5.4, 13 */
export const holds: Resource = {
  name: desktop,
  paths: [below("/holds")],
  post: written({
    summary: "Holds operations until their time, so that they can be called back",
    body: holdBody,
    named: "Hold",
    does: doing({
      operation: beginHold,
      versioned: false,
      input: ({ seconds, seenMessageId: seenMessage, actions }, asking) => {
        const steps = stepsIn(actions, asking);
        const { undoSendMs } = asking.answering.settings.desktop ?? desktopDefaults;
        const ms = seconds === undefined ? undoSendMs : seconds * 1_000;
        return steps.ok ? found({ ms, seenMessage, steps: steps.value, holdables }) : steps;
      },
      answers: holdNow,
    }),
    answer: holdAnswer,
  }),
};

export const hold: Resource = {
  name: desktop,
  paths: [below("/holds/{id}")],
  delete: written({
    summary: "Calls back what is held",
    body: z.object({}),
    does: doing({ operation: undoHold, versioned: false, input: () => found({}), answers: holdNow }),
    answer: holdAnswer,
  }),
};
