import type { Message } from "../../ports/messages.ts";
import { defineOperation, done } from "../operation.ts";

/**
 * Takes the oldest unread messages, senders in turn, and writes durably that this process begins to read them: what kills it is counted, and
 * no other reads them as long as it lives. mail.md 2.3, 4.1; reliability.md 2.7
 */
export const takeMessages = defineOperation<
  {
    /** The process that reads. */
    readonly owner: string;
    readonly limit: number;
    /** Whose last reading failed for a reason of the moment, no space or no database, which is no crash. */
    readonly uncounted?: readonly string[];
  },
  readonly Message[]
>("TakeMessages", "System", async ({ tx, input }) => {
  if (input.uncounted?.length) await tx.messages.forgetBeginning(input.uncounted);
  const taken = await tx.messages.takeUnread(input.owner, input.limit);
  if (taken.length > 0)
    await tx.messages.beginReading(
      input.owner,
      taken.map((message) => message.id),
    );
  return done(taken);
});
