import { isCopyGivenUp, nextLookAt } from "../../domain/delivery/sent-folder.ts";
import type { Filing } from "../../ports/sent-folders.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { defineOperation, done } from "../operation.ts";
import { settleByEvidence } from "./settle-by-evidence.ts";

/** Of what was done, and under which claim of the account. */
type Done = { readonly filing: Filing; readonly fence: number };

/**
 * The folder of sent mail was looked into. A mail that is there was taken by the next hop: it is sent, unless it is behind the mark of
 * another attempt just now, which has its own reply. Else it is looked for again, until the last look. mail.md 11.4
 */
export const noteLook = defineOperation<Done & { readonly foundIn: string | undefined }, undefined>(
  "NoteLook",
  "System",
  async ({ tx, input: { filing, fence, foundIn } }) => {
    const interaction = await tx.interactions.lock(filing.interaction);
    const known = await stillKnown(tx, filing, fence);
    if (interaction === undefined || known === undefined) return done(undefined);
    const delivery = await tx.deliveries.lock(filing.interaction);
    if (delivery?.messageId !== filing.messageId || delivery.isSent) return ended(tx, known);
    if (foundIn !== undefined) {
      const evidence = `it lies in the folder of sent mail: ${foundIn}`;
      const after = await settleByEvidence(tx, interaction, evidence, { isSought: true });
      if (after.delivery === "sent") return ended(tx, known);
    }
    const due = nextLookAt(known.begun, known.looks + 1);
    if (due === undefined) return ended(tx, known);
    await tx.sentFolders.looked(known, due);
    return done(undefined);
  },
);

/** The copy lies in the folder of sent mail, or lay there already. */
export const noteCopy = defineOperation<Done, undefined>("NoteCopy", "System", async ({ tx, input }) => {
  const known = await stillKnown(tx, input.filing, input.fence);
  return known === undefined ? done(undefined) : ended(tx, known);
});

/** A try failed. It comes again after the pause; the mail and its delivery stay as they are. Value: whether a copy was given up. */
export const noteFilingFailure = defineOperation<Done & { readonly cause: string; readonly pauseMs: number }, boolean>(
  "NoteFilingFailure",
  "System",
  async ({ tx, input: { filing, fence, cause, pauseMs } }) => {
    const known = await stillKnown(tx, filing, fence);
    if (known === undefined) return done(false);
    const isGivenUp = known.kind === "copy" && isCopyGivenUp(known.begun, tx.now.steady);
    if (isGivenUp) await tx.sentFolders.end(known.interaction, known.kind);
    else await tx.sentFolders.failed(known, tx.now.steady + pauseMs, cause);
    return done(isGivenUp);
  },
);

/** Undefined when another process reads the account now, or the mail was sealed anew. */
async function stillKnown(tx: Transaction, filing: Filing, fence: number): Promise<Filing | undefined> {
  if (!(await tx.mailAccounts.holds(filing.mailbox, fence))) return undefined;
  const known = await tx.sentFolders.lock(filing.interaction, filing.kind);
  return known?.messageId === filing.messageId ? known : undefined;
}

async function ended(tx: Transaction, { interaction, kind }: Filing) {
  await tx.sentFolders.end(interaction, kind);
  return done(undefined);
}
