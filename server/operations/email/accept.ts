import { defineOperation } from "../operation.ts";
import { type Changed, doRow, loadFor } from "./do-row.ts";
import { rememberAgent } from "./last-agent.ts";

/** The invitee takes the e-mail and becomes its owner. GWS Email/Accept; wire.md 5.4 */
export const accept = defineOperation<{ readonly rememberAgent: boolean }, Changed>(
  "Accept",
  "Accept",
  async (asked) => {
    const loaded = await loadFor(asked, "Accept");
    if (!loaded.ok) return loaded;
    const change = await rememberAgent(asked, loaded.value, asked.input.rememberAgent);
    const accepted = await doRow(asked, loaded.value, "Accept", { change });
    if (accepted.ok) await asked.tx.agents.clearExpired(asked.actor.id);
    return accepted;
  },
);
