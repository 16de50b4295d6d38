import type { Shelf } from "../domain/interaction/interaction.ts";
import type { Reading } from "../ports/transaction.ts";

/** The agent's shelf of a built-in workbin (`draft`, `failed`); these always exist. Throws when the database was not prepared. */
export async function shelfOf(reading: Reading, workbin: string, agent: string): Promise<Shelf> {
  const found = await reading.centre.workbinNamed(workbin);
  if (found === undefined) throw new Error(`the built-in workbin ${workbin} is missing`);
  return { workbin: found.id, name: found.name, owner: agent, ownedBy: "agent" };
}
