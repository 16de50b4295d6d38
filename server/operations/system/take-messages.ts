import type { Message } from "../../ports/messages.ts";
import { defineOperation, done } from "../operation.ts";

/**
 * Takes the oldest unread messages, senders in turn, and writes durably that their reading begins: what kills the process is counted.
 * mail.md 2.3, 4.1
 */
export const takeMessages = defineOperation<
  {
    readonly limit: number;
    /** Whose last reading failed for a reason of the moment, no space or no database, which is no crash. */
    readonly uncounted?: readonly string[];
  },
  readonly Message[]
>("TakeMessages", "System", async ({ tx, input }) => {
  if (input.uncounted?.length) await tx.messages.forgetBeginning(input.uncounted);
  const taken = await tx.messages.takeUnread(input.limit);
  if (taken.length > 0) await tx.messages.beginReading(taken.map((message) => message.id));
  return done(taken);
});
