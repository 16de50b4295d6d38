import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { WithContent } from "../../ports/interactions.ts";
import type { Reading } from "../../ports/transaction.ts";

/**
 * The delivery states as they are now. A claim is no change of the interaction, so the interaction itself says `waiting` or `retrying`
 * while the mail is being sent; what people read says `sending`, as the delivery does. wire.md 4.1
 */
export async function withPresentDelivery(
  reading: Reading,
  emails: readonly WithContent[],
): Promise<readonly WithContent[]> {
  const moving = emails.filter(({ interaction }) => isMoving(interaction)).map(({ interaction }) => interaction.id);
  if (moving.length === 0) return emails;
  const states = await reading.deliveries.states(moving);
  return emails.map((email) => {
    const delivery = isMoving(email.interaction) ? states.get(email.interaction.id) : undefined;
    return delivery === undefined ? email : { ...email, interaction: { ...email.interaction, delivery } };
  });
}

const isMoving = ({ state, delivery }: Interaction): boolean =>
  state === "Sent" && (delivery === "waiting" || delivery === "retrying");
