import type { State } from "../../domain/interaction/interaction.ts";
import type { InteractionFilter } from "../../ports/interactions.ts";
import type { Reading } from "../../ports/transaction.ts";
import type { EmailsFound } from "../email/list-own.ts";
import { withPresentDelivery } from "../email/present-delivery.ts";
import { namesIn } from "../names.ts";
import { defineQuery, found } from "../query.ts";

/** Filters as people write them: names, not ids. */
export type ListFilter = {
  readonly states?: readonly State[];
  readonly queue?: string;
  readonly assignedTo?: string;
  readonly contact?: string;
  readonly thread?: string;
  readonly messageId?: string;
  readonly search?: string;
  readonly limit: number;
  readonly cursor?: NonNullable<InteractionFilter["cursor"]>;
};

export type InteractionsFound = EmailsFound & { readonly hasMore: boolean };

/** A page of all interactions, oldest first. product.md, wire.md 12 */
export const listInteractions = defineQuery<ListFilter, InteractionsFound>(
  "ListInteractions",
  "ListInteractions",
  async ({ reading, input }) => {
    const filter = await resolved(reading, input);
    // One more than asked for: whether there is a next page needs no count.
    const rows = filter === undefined ? [] : await reading.interactions.page({ ...filter, limit: input.limit + 1 });
    const emails = await withPresentDelivery(reading, rows.slice(0, input.limit));
    const names = await namesIn(
      reading,
      emails.map(({ interaction }) => interaction),
    );
    return found({ emails, names, hasMore: rows.length > emails.length });
  },
);

/** The filter by ids; undefined when it names somebody or something that does not exist: then nothing can match. */
async function resolved(reading: Reading, input: ListFilter): Promise<InteractionFilter | undefined> {
  const { queue: queueName, assignedTo, ...rest } = input;
  const queue = queueName === undefined ? undefined : await reading.centre.queueNamed(queueName);
  const holder = assignedTo === undefined ? undefined : await reading.users.byName(assignedTo);
  if ((queueName !== undefined && queue === undefined) || (assignedTo !== undefined && holder === undefined)) {
    return undefined;
  }
  return {
    ...rest,
    ...(queue === undefined ? {} : { queue: queue.id }),
    ...(holder === undefined ? {} : { holder: holder.id }),
  };
}
