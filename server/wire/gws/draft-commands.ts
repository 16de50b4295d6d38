import { createBody, forwardBody, operationAnswer, replyAllBody, replyBody, transferBody } from "@postroom/contract";
import { create } from "../../operations/email/create.ts";
import { forward } from "../../operations/email/forward.ts";
import { reply } from "../../operations/email/reply.ts";
import { replyAll } from "../../operations/email/reply-all.ts";
import { transfer } from "../../operations/email/transfer.ts";
import { found } from "../../queries/query.ts";
import { type CommandTable, command, commands, doing } from "../commands.ts";
import { present } from "../shapes/viewing.ts";
import { createIn, forwardIn, replyIn } from "./draft-input.ts";
import { changed, drafted } from "./email-answers.ts";
import { targetIn } from "./transfer-input.ts";

/** The operations on one e-mail that make drafts of it, and Transfer. wire.md 5.6–5.8, 5.13 */
export const draftCommands: CommandTable["named"] = {
  Reply: command({ body: replyBody, does: doing({ operation: reply, input: replyIn, answers: drafted }) }),
  ReplyAll: command({ body: replyAllBody, does: doing({ operation: replyAll, input: replyIn, answers: drafted }) }),
  Forward: command({ body: forwardBody, does: doing({ operation: forward, input: forwardIn, answers: drafted }) }),
  Transfer: command({
    body: transferBody,
    does: doing({
      operation: transfer,
      input: ({ comment, ...body }) => {
        const target = targetIn(body);
        return target.ok ? found({ target: target.value, ...present("comment", comment) }) : target;
      },
      answers: changed,
    }),
  }),
};

/** POST on the collections. wire.md 5.9 */
export const createCommands = commands({
  summary: "Makes an e-mail",
  named: {
    Create: command({ body: createBody, does: doing({ operation: create, input: createIn, answers: drafted }) }),
  },
  answer: operationAnswer,
});
