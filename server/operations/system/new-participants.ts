import { withoutRepetitions } from "../../domain/mail/address.ts";
import { ownMailboxes } from "../../domain/mail/own-mailboxes.ts";
import type { ReadMessage } from "../../ports/mail.ts";
import type { Transaction } from "../../ports/transaction.ts";
import type { Belonging } from "./belonging.ts";
import { isAddress } from "./contact-of.ts";

type PlacedMail = { readonly read: ReadMessage; readonly belonging: Belonging };

/**
 * Whom a person's mail makes participants of its thread: every address of From, To and Cc that is not ours, in lower case. A stranger who
 * was let in becomes one when an agent answers, and so do those whom the stranger names. mail.md 5.1
 */
export async function newParticipants(tx: Transaction, { read, belonging }: PlacedMail): Promise<readonly string[]> {
  if (belonging.isJoined && belonging.isFromStranger) return [];
  const own = ownMailboxes(await tx.centre.mailboxes());
  return withoutRepetitions([...read.from, ...read.to, ...read.cc])
    .map((one) => one.address.toLowerCase())
    .filter((address) => isAddress(address) && !own.owns(address))
    .slice(0, participantsMax);
}

const participantsMax = 100;
