import { defineOperation, done } from "../operation.ts";
import { type IncomingMail, type Received, takeIn } from "./take-in.ts";

/**
 * Takes mails into the record: message, dedup keys, one interaction per mailbox addressed, events; reading comes later. A mail that was
 * taken before makes nothing new. One transaction for the whole batch: when it has committed, every one may be answered with 250. mail.md 2.2, 2.5
 */
export const receiveMessages = defineOperation<{ readonly batch: readonly IncomingMail[] }, readonly Received[]>(
  "ReceiveMessages",
  "System",
  async ({ tx, world, input }) => {
    const received: Received[] = [];
    for (const mail of input.batch) received.push(await takeIn(tx, world, mail));
    return done(received);
  },
);
