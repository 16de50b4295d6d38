import { createBody, forwardBody, operationAnswer, replyAllBody, replyBody } from "@postroom/contract";
import { create } from "../../operations/email/create.ts";
import { forward } from "../../operations/email/forward.ts";
import { reply } from "../../operations/email/reply.ts";
import { replyAll } from "../../operations/email/reply-all.ts";
import { type CommandTable, command, commands, doing } from "../commands.ts";
import { createIn, forwardIn, replyIn } from "./draft-input.ts";
import { drafted } from "./email-answers.ts";

/** The operations on one e-mail that make drafts of it. wire.md 5.6–5.8 */
export const draftCommands: CommandTable["named"] = {
  Reply: command({ body: replyBody, does: doing({ operation: reply, input: replyIn, answers: drafted }) }),
  ReplyAll: command({ body: replyAllBody, does: doing({ operation: replyAll, input: replyIn, answers: drafted }) }),
  Forward: command({ body: forwardBody, does: doing({ operation: forward, input: forwardIn, answers: drafted }) }),
};

/** POST on the collections. wire.md 5.9 */
export const createCommands = commands({
  summary: "Makes an e-mail",
  named: {
    Create: command({ body: createBody, does: doing({ operation: create, input: createIn, answers: drafted }) }),
  },
  answer: operationAnswer,
});
