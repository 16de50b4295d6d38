import { storedRanges } from "../../domain/mail/reply/stored-ranges.ts";
import type { TextRange } from "../../domain/mail/reply/text-ranges.ts";
import type { ReadMessage } from "../../ports/mail.ts";
import type { Transaction } from "../../ports/transaction.ts";
import type { Belonging } from "./belonging.ts";

/** What of a mail's text is new: what we sent in its thread is known to be quoted, whatever the client made of it. mail.md 4.1-10, 10 */
export async function rangesOf(
  tx: Transaction,
  { text, marked }: ReadMessage,
  { thread, linkedThread }: Belonging,
): Promise<readonly TextRange[]> {
  const answered = thread ?? linkedThread;
  const sent = answered === undefined || text === "" ? [] : await tx.readings.sentTexts(answered);
  return storedRanges(text, { sent, marked });
}
