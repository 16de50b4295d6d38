import { macrosAnswer, macrosBody } from "@postroom/contract";
import type { Macros } from "../../domain/desktop/macro.ts";
import { saveMacros } from "../../operations/desktop/save-macros.ts";
import { listMacros } from "../../queries/desktop/macros.ts";
import { found } from "../../queries/query.ts";
import { etag, refused, success } from "../answers.ts";
import { doing, written } from "../commands.ts";
import type { Resource } from "../entry.ts";
import { asked } from "../reads.ts";
import { below, desktop } from "./paths.ts";

const macrosNow = ({ macros, version }: Macros) => success({ macros, version }, etag(version));

/** Series of operations that the user runs by a key. desktop.md 13 */
export const macros: Resource = {
  name: desktop,
  paths: [below("/macros")],
  get: {
    answer: async (asking) => {
      const own = await asked(asking, listMacros, {});
      return own.ok ? macrosNow(own.value) : refused(own.refusal);
    },
    describes: { summary: "The user's macros in their order", answer: macrosAnswer },
  },
  put: written({
    summary: "Replaces the user's macros",
    body: macrosBody,
    named: "Macros",
    does: doing({ operation: saveMacros, input: found, answers: macrosNow }),
    answer: macrosAnswer,
  }),
};
