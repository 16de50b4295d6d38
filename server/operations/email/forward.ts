import { defineOperation } from "../operation.ts";
import { answer, type ReplyInput } from "./answer.ts";
import type { Changed } from "./do-row.ts";
import { readyTexts } from "./texts.ts";

/** Makes a draft that sends an owned e-mail on to a third party, with its documents. GWS Forward; wire.md 5.8 */
export const forward = defineOperation<ReplyInput, Changed>(
  "Forward",
  "Forward",
  (asked) => answer(asked, "Forward"),
  (world, input) => readyTexts(world, input),
);
