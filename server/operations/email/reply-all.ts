import { defineOperation } from "../operation.ts";
import { answer, type ReplyInput } from "./answer.ts";
import type { Changed } from "./do-row.ts";
import { readyTexts } from "./texts.ts";

/** Makes a draft that answers an owned e-mail to everybody who got it. GWS ReplyAll; wire.md 5.7 */
export const replyAll = defineOperation<ReplyInput, Changed>(
  "ReplyAll",
  "ReplyAll",
  (asked) => answer(asked, "ReplyAll"),
  (world, input) => readyTexts(world, input),
);
