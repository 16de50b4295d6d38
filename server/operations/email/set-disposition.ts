import type { Refusal } from "../../domain/interaction/refusals.ts";
import { defineOperation, refuse } from "../operation.ts";
import type { Spelt } from "../references.ts";
import { type Changed, doRow, loadFor } from "./do-row.ts";
import { isReadOnly, sizeProblem } from "./user-data.ts";

type Input = { readonly disposition: Spelt<string>; readonly key?: Spelt<string> };

/** Keys of user data that mean more than a pair. */
const withMeaning = ["ContactId", "Subject"];

/**
 * The owner says how the work ended: the code stands in the user data under the key, by default the one of the setting. Refuses codes
 * that are not in the configured list (10), and keys that mean something else (10, 11). GWS SetDisposition; wire.md 5.17
 */
export const setDisposition = defineOperation<Input, Changed>("SetDisposition", "SetDisposition", async (asked) => {
  const loaded = await loadFor(asked, "SetDisposition");
  if (!loaded.ok) return loaded;
  const { disposition, key } = asked.input;
  const { workspace, dispositions } = await asked.tx.centre.settings();
  if (dispositions.length > 0 && !dispositions.includes(disposition.value)) {
    const because = `not a configured code: ${JSON.stringify(disposition.value.slice(0, 100))}`;
    return refuse({ kind: "badValue", path: disposition.path, because });
  }
  const refusal = key === undefined ? undefined : keyProblem(key);
  if (refusal !== undefined) return refuse(refusal);
  const under = key?.value ?? workspace["interaction.disposition.key-name"] ?? "DispositionCode";
  const userData = { ...loaded.value.userData, [under]: disposition.value };
  const problem = sizeProblem(userData, disposition.path);
  return problem === undefined
    ? doRow(asked, loaded.value, "SetDisposition", { change: { userData } })
    : refuse(problem);
});

function keyProblem({ value, path }: Spelt<string>): Refusal | undefined {
  if (isReadOnly(value)) return { kind: "readOnly", path };
  return withMeaning.includes(value)
    ? { kind: "badValue", path, because: `${value} is no key for a disposition` }
    : undefined;
}
