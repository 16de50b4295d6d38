import { noticeRemovedAnswer } from "@postroom/contract";
import { z } from "zod";
import { dismissNotice } from "../../operations/desktop/dismiss-notice.ts";
import { found } from "../../queries/query.ts";
import { success } from "../answers.ts";
import { doing, written } from "../commands.ts";
import type { Resource } from "../entry.ts";
import { below, desktop } from "./paths.ts";

/** What was done to an agent, which stays until it is put away. The snapshot lists them. desktop.md 3.2, 13 */
export const notice: Resource = {
  name: desktop,
  paths: [below("/me/notices/{id}")],
  delete: written({
    summary: "Puts a notice away, on every page of the user",
    body: z.object({}),
    does: doing({
      operation: dismissNotice,
      versioned: false,
      input: () => found({}),
      answers: (id) => success({ removedId: id }),
    }),
    answer: noticeRemovedAnswer,
  }),
};
