import { chosen, type Preferences } from "../../domain/desktop/preferences.ts";
import { defineOperation, done, refuse } from "../operation.ts";

type Input = { readonly values: Preferences["values"] };

/** Keeps what somebody chose, and tells their other pages. Refuses a stale version (2/409). desktop.md 13 */
export const savePreferences = defineOperation<Input, Preferences>(
  "SavePreferences",
  "UseDesktop",
  async ({ tx, actor, input, expectedVersion }) => {
    const present = await tx.preferences.of(actor.id);
    if (expectedVersion !== undefined && expectedVersion !== present.version) {
      return refuse({ kind: "staleVersion", given: expectedVersion, present: present.version });
    }
    const preferences = chosen(present, input.values);
    await tx.preferences.save(actor.id, preferences);
    const thing = { about: "preferences", preferences } as const;
    await tx.journal.append({ kind: "DeskChanged", user: actor.id, operation: "SavePreferences", thing });
    return done(preferences);
  },
);
