import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { Reading } from "../../ports/transaction.ts";
import { defineQuery, found, missing } from "../query.ts";

/** A message's bytes, in memory or as the name of a stored file. */
export type RawFound = { readonly bytes: Uint8Array } | { readonly sha256: string; readonly size: number };

/** The message exactly as received; for outbound exactly as handed to SMTP. product.md */
export const findRaw = defineQuery<{ readonly id: string }, RawFound>(
  "FindRaw",
  "ReadRaw",
  async ({ reading, actor, input }) => {
    const interaction = await reading.interactions.visible(input.id, actor);
    if (interaction === undefined) return missing({ kind: "notFound", thing: "interaction", name: input.id });
    const raw = await (interaction.direction === "inbound"
      ? received(reading, interaction)
      : sealed(reading, interaction));
    return raw === undefined ? missing({ kind: "notFound", thing: "message", name: input.id }) : found(raw);
  },
);

const received = async (reading: Reading, { id }: Interaction): Promise<RawFound | undefined> =>
  (await reading.messages.byInteraction(id))?.raw;

/** Undefined before Send: a draft has no bytes yet. */
async function sealed(reading: Reading, { id }: Interaction): Promise<RawFound | undefined> {
  const sent = await reading.deliveries.of(id);
  return sent === undefined ? undefined : { sha256: sent.delivery.sha256, size: sent.delivery.size };
}
