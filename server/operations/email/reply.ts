import { defineOperation } from "../operation.ts";
import { answer, type ReplyInput } from "./answer.ts";
import type { Changed } from "./do-row.ts";
import { readyTexts } from "./texts.ts";

/** Makes a draft that answers an owned e-mail to its sender. GWS Reply; wire.md 5.6 */
export const reply = defineOperation<ReplyInput, Changed>(
  "Reply",
  "Reply",
  (asked) => answer(asked, "Reply"),
  (world, input) => readyTexts(world, input),
);
