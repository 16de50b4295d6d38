import { deliver } from "../../domain/delivery/delivery.ts";
import { defineOperation, done } from "../operation.ts";

/** What is to be said of a delivery: under which claim. */
export type Mark = {
  readonly interaction: string;
  readonly fence: number;
  readonly row: "MarkCommitting" | "WithdrawMark";
};

/**
 * Makes durable, before the final dots leave, that they may leave; or takes that back while they have not. Value: for each whether the claim
 * (its fence) is still ours. mail.md 11.3 steps 3 and 4
 */
export const markCommitting = defineOperation<readonly Mark[], readonly boolean[]>(
  "MarkCommitting",
  "System",
  async ({ tx, input }) => {
    const known = new Map(await tx.deliveries.lockAll(input.map(({ interaction }) => interaction)));
    const marked = input.map(({ interaction, fence, row }): boolean => {
      const delivery = known.get(interaction);
      const next = delivery === undefined || delivery.fence !== fence ? undefined : deliver(delivery, row);
      if (next !== undefined) known.set(interaction, next);
      return next !== undefined;
    });
    const changed = new Set(input.filter((_, place) => marked[place] === true).map(({ interaction }) => interaction));
    const written = await tx.deliveries.saveAll([...changed].flatMap((interaction) => known.get(interaction) ?? []));
    return done(marked.map((isMarked, place) => isMarked && written.has(input[place]?.interaction ?? "")));
  },
);
