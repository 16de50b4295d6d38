import { defineOperation, done } from "../operation.ts";

/** Makes this process the reader of a mailbox's account. Value: the fence its writes carry; undefined while another process that lives reads it. reliability.md 2.7 */
export const claimMailbox = defineOperation<
  { readonly mailbox: string; readonly owner: string },
  { readonly fence: number } | undefined
>("ClaimMailbox", "System", async ({ tx, input }) => {
  const fence = await tx.mailAccounts.claim(input.mailbox, input.owner);
  return done(fence === undefined ? undefined : { fence });
});
