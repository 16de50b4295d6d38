import { defineOperation, refuse } from "../operation.ts";
import { commented } from "./comment.ts";
import { type Changed, doRow, loadFor } from "./do-row.ts";

const commentsMax = 1_000;

/** The owner notes something for colleagues; it is never sent to customers. GWS AddComment; wire.md 5.17 */
export const addComment = defineOperation<{ readonly comment: string }, Changed>(
  "AddComment",
  "AddComment",
  async (asked) => {
    const loaded = await loadFor(asked, "AddComment");
    if (!loaded.ok) return loaded;
    if (loaded.value.comments.length >= commentsMax) {
      return refuse({ kind: "badValue", path: "$.comment", because: `an e-mail has at most ${commentsMax} comments` });
    }
    return doRow(asked, loaded.value, "AddComment", commented(asked, loaded.value));
  },
);
