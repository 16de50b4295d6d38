import { dispositionRefusal } from "../disposition.ts";
import { defineOperation, refuse } from "../operation.ts";
import { type Commented, commented } from "./comment.ts";
import { type Changed, doRow, loadFor } from "./do-row.ts";
import { rememberAgent } from "./last-agent.ts";

type Input = Commented & { readonly rememberAgent: boolean };

/** The owner ends an inbound e-mail; its open drafts live on. GWS Complete, StopProcessing; wire.md 5.15 */
export const complete = defineOperation<Input, Changed>("Complete", "Complete", async (asked) => {
  const loaded = await loadFor(asked, "Complete");
  if (!loaded.ok) return loaded;
  const refusal = await dispositionRefusal(asked.tx, loaded.value);
  if (refusal !== undefined) return refuse(refusal);
  const comment = commented(asked, loaded.value);
  const remembered = await rememberAgent(asked, loaded.value, asked.input.rememberAgent);
  return doRow(asked, loaded.value, "Complete", { ...comment, change: { ...comment.change, ...remembered } });
});
