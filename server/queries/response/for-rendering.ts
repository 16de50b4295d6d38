import { type Actor, isSupervisor } from "../../domain/agent/actor.ts";
import type { FieldFacts } from "../../domain/response/field-values.ts";
import { type StandardResponse, whyUnusable } from "../../domain/response/response.ts";
import type { Reading } from "../../ports/transaction.ts";
import { visibleEmail } from "../email/find.ts";
import { defineQuery, type Found, found, missing } from "../query.ts";

/** A standard response, and what its field codes may name but the time, which is written elsewhere. */
export type Renderable = {
  readonly response: Pick<StandardResponse, "subject" | "body">;
  readonly facts: Omit<FieldFacts, "dateReceived">;
  /** Wall time in milliseconds. */
  readonly receivedAt: number;
};

/**
 * What rendering needs: refuses an unknown response or interaction (6), one that the actor may not read included, and a response that may
 * not be used (2/409); supervisors may look at those too. wire.md 9
 */
export const findForRendering = defineQuery<
  { readonly id: string; readonly interaction: string },
  Renderable & { readonly response: StandardResponse }
>("FindForRendering", "ReadInteraction", async ({ reading, actor, input }) => {
  const response = await reading.responses.byId(input.id);
  if (response === undefined) return missing({ kind: "notFound", thing: "template", name: input.id });
  const because = isSupervisor(actor) ? undefined : whyUnusable(response, reading.now.wall);
  if (because !== undefined) return missing({ kind: "notPossible", operation: "Render", because });
  return renderableFor({ reading, actor }, { interaction: input.interaction, response });
});

/** A standard response that goes out to many: refuses an unknown one (6), and one that may not be used, to supervisors as well (2/409). */
export const findUsable = defineQuery<{ readonly id: string }, StandardResponse>(
  "FindUsable",
  "ReadCentre",
  async ({ reading, input }) => {
    const response = await reading.responses.byId(input.id);
    if (response === undefined) return missing({ kind: "notFound", thing: "template", name: input.id });
    const because = whyUnusable(response, reading.now.wall);
    return because === undefined ? found(response) : missing({ kind: "notPossible", operation: "Reply", because });
  },
);

type Text = Pick<StandardResponse, "subject" | "body" | "customCodes">;

/** What rendering needs where the text is at hand, as the one of a job is: refuses an e-mail that the actor may not read (6). */
export const findForFilling = defineQuery<{ readonly response: Text; readonly interaction: string }, Renderable>(
  "FindForFilling",
  "ReadInteraction",
  ({ reading, actor, input }) => renderableFor({ reading, actor }, input),
);

async function renderableFor<Response extends Text>(
  { reading, actor }: { readonly reading: Reading; readonly actor: Actor },
  { interaction: id, response }: { readonly interaction: string; readonly response: Response },
): Promise<Found<Renderable & { readonly response: Response }>> {
  const email = await visibleEmail(reading, id, actor);
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
}

async function contactFacts(reading: Reading, id: string | undefined): Promise<FieldFacts["contact"]> {
  const contact = id === undefined ? undefined : await reading.contacts.byId(id);
  return contact === undefined ? undefined : { ...contact, attributes: await reading.contacts.attributes(contact.id) };
}
