import { dispositionKey } from "../domain/interaction/disposition-key.ts";
import type { Interaction } from "../domain/interaction/interaction.ts";
import type { Refusal } from "../domain/interaction/refusals.ts";
import type { Reading } from "../ports/transaction.ts";

/** Why an e-mail may not be completed yet: the disposition is mandatory and empty (2/409). wire.md 5.15 */
export async function dispositionRefusal(reading: Reading, interaction: Interaction): Promise<Refusal | undefined> {
  const { workspace } = await reading.centre.settings();
  if (workspace["interaction.disposition.is-mandatory"] !== "true") return undefined;
  const key = dispositionKey(workspace);
  const code = interaction.userData[key];
  const isEmpty = code === undefined || code === null || code === "";
  return isEmpty ? { kind: "notPossible", operation: "Complete", because: `${key} is empty` } : undefined;
}
