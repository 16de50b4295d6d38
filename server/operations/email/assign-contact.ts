import { type Assigned, followThread, withContact } from "../../domain/interaction/contact-change.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { Refusal } from "../../domain/interaction/refusals.ts";
import type { Asked } from "../operation.ts";
import { defineOperation, refuse } from "../operation.ts";
import type { Spelt } from "../references.ts";
import { type Changed, doRow, loadFor } from "./do-row.ts";

/** `wholeThread`: its thread goes too, with every e-mail in it that the actor may read. */
export type AssignInput = {
  readonly contactId: Spelt<string>;
  readonly wholeThread: boolean;
  /** The success is told on GWS's topic for answers too (SetCallContact, wire.md 8.2). */
  readonly isAnswered?: boolean;
};

/** E-mails of one thread that change hands in one transaction. */
const threadMax = 1_000;

/** The owner says whose e-mail it is: it moves to that contact's history. Refuses an unknown contact (6). wire.md 5.17, 5.18 */
export const assignContact = defineOperation<AssignInput, Changed>("AssignContact", "AssignContact", async (asked) => {
  const loaded = await loadFor(asked, "AssignContact");
  if (!loaded.ok) return loaded;
  const { contactId, wholeThread } = asked.input;
  // Under the id of a contact that was merged into another one the other one is found.
  const contact = await asked.tx.contacts.byId(contactId.value);
  if (contact === undefined) return refuse({ kind: "notFound", thing: "contact", name: contactId.value });
  if (wholeThread) {
    const refusal = await moveThread(asked, loaded.value, contact);
    if (refusal !== undefined) return refuse(refusal);
  }
  const userData = withContact(loaded.value.userData, contact);
  const assigned = await doRow(asked, loaded.value, "AssignContact", { change: { contact: contact.id, userData } });
  if (assigned.ok && asked.input.isAnswered === true) await tellAssigned(asked);
  return assigned;
});

const tellAssigned = ({ tx, actor }: Asked<AssignInput>): Promise<void> =>
  tx.journal.append({ kind: "Answered", user: actor.id, operation: "SetCallContact", answer: { about: "assignment" } });

/** The thread and all others in it. A draft that was thrown away stands in nobody's history: it stays. */
async function moveThread(
  { tx, actor }: Asked<AssignInput>,
  { id, thread }: Interaction,
  contact: Assigned,
): Promise<Refusal | undefined> {
  const ids = await tx.interactions.lockThread(thread, threadMax + 1);
  if (ids.length > threadMax) {
    return {
      kind: "notPossible",
      operation: "AssignContact",
      because: `the thread has more than ${threadMax} e-mails`,
    };
  }
  await tx.contacts.moveThread(thread, contact.id);
  for (const other of ids.filter((one) => one !== id)) {
    const interaction = await tx.interactions.visible(other, actor);
    if (interaction === undefined || interaction.state === "Canceled") continue;
    await tx.interactions.save(followThread(interaction, contact));
  }
  return undefined;
}
