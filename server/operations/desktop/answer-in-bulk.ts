import { defineOperation } from "../operation.ts";
import { type AnsweredInBulk, answerOneOfMany } from "./answer-one-of-many.ts";
import type { Answering } from "./answering.ts";

/** What a job that answers does to each of its e-mails. desktop.md 3.8 */
export const answerInBulk = defineOperation<Answering, AnsweredInBulk>("AnswerInBulk", "Reply", answerOneOfMany);
