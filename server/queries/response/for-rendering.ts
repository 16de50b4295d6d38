import { isSupervisor } from "../../domain/agent/actor.ts";
import type { FieldFacts } from "../../domain/response/field-values.ts";
import { type StandardResponse, whyUnusable } from "../../domain/response/response.ts";
import type { Reading } from "../../ports/transaction.ts";
import { visibleEmail } from "../email/find.ts";
import { defineQuery, found, missing } from "../query.ts";

/** A standard response, and what its field codes may name but the time, which is written elsewhere. */
export type Renderable = {
  readonly response: StandardResponse;
  readonly facts: Omit<FieldFacts, "dateReceived">;
  /** Wall time in milliseconds. */
  readonly receivedAt: number;
};

/**
 * What rendering needs: refuses an unknown response or interaction (6), one that the actor may not read included, and a response that may
 * not be used (2/409); supervisors may look at those too. wire.md 9
 */
export const findForRendering = defineQuery<{ readonly id: string; readonly interaction: string }, Renderable>(
  "FindForRendering",
  "ReadInteraction",
  async ({ reading, actor, input }) => {
    const response = await reading.responses.byId(input.id);
    if (response === undefined) return missing({ kind: "notFound", thing: "template", name: input.id });
    const because = isSupervisor(actor) ? undefined : whyUnusable(response, reading.now.wall);
    if (because !== undefined) return missing({ kind: "notPossible", operation: "Render", because });
    const email = await visibleEmail(reading, input.interaction, actor);
    if (!email.ok) return email;
    const agent = await reading.users.byId(actor.id);
    if (agent === undefined) return missing({ kind: "notFound", thing: "user", name: actor.id });
    const { interaction, content } = email.value;
    const contact = await contactFacts(reading, interaction.contact);
    // As settings show it (wire.md 10.4).
    const signature = agent.settings["email.signature"] ?? agent.signature;
    return found({
      response,
      facts: { contact, agent: { ...agent, signature }, interaction, content, customCodes: response.customCodes },
      receivedAt: interaction.receivedAt,
    });
  },
);

async function contactFacts(reading: Reading, id: string | undefined): Promise<FieldFacts["contact"]> {
  const contact = id === undefined ? undefined : await reading.contacts.byId(id);
  return contact === undefined ? undefined : { ...contact, attributes: await reading.contacts.attributes(contact.id) };
}
