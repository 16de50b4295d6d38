import type { Content } from "../../domain/interaction/content.ts";
import { type Asked, defineOperation, done, type Result } from "../operation.ts";
import { answerOneOfMany } from "./answer-one-of-many.ts";
import type { Answering } from "./answering.ts";

/** The mail as it would go out, without what it quotes. */
export type AnswerPreview = Pick<Content, "to" | "subject" | "text">;

/** What a job that answers would send to one of its e-mails, or why it would not: done whole, and undone at once. desktop.md 3.8 */
export const previewAnswer = defineOperation<Answering, AnswerPreview>("PreviewAnswer", "Reply", (asked) =>
  asked.tx.attempt(
    () => seen(asked),
    () => false,
  ),
);

async function seen(asked: Asked<Answering>): Promise<Result<AnswerPreview>> {
  const answered = await answerOneOfMany(asked);
  if (!answered.ok) return answered;
  const content = await asked.tx.interactions.content(answered.value.draft.content);
  if (content === undefined) throw new Error("a draft without content");
  const { to, subject, text } = content;
  return done({ to, subject, text });
}
