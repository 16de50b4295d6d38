import type { Content } from "../../domain/interaction/content.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import { atTheEnd } from "../../domain/queue/position.ts";
import type { Transaction } from "../../ports/transaction.ts";

type About = Pick<Interaction, "id" | "subtype" | "thread" | "parent" | "contact" | "delivery">;

/** Makes the outbound interaction of a mail that no person wrote: no agent ever held it, and it is in the send queue from the beginning. mail.md 7 */
export async function createAutomatic(tx: Transaction, about: About, content: Content): Promise<void> {
  const queue = await tx.centre.queueNamed("email-outbound");
  if (queue === undefined) throw new Error("the built-in queue email-outbound is missing");
  const interaction: Interaction = {
    ...about,
    ...{ direction: "outbound", draftType: undefined, state: "Sent", version: 1, content: content.id },
    ...{ holder: undefined, queue: queue.id, previousQueue: undefined, routedQueue: undefined },
    ...{ position: atTheEnd(queue, tx.now.steady), shelf: undefined, back: undefined, direct: false },
    ...{ requirement: undefined, deadline: undefined, sender: undefined },
    ...{ userData: {}, comments: [], attachments: [], receivedAt: tx.now.wall },
  };
  const event = {
    kind: "InteractionMoved",
    operation: "Create",
    interaction,
    before: undefined,
    note: undefined,
  } as const;
  await tx.interactions.create([{ interaction, content, event }]);
}
