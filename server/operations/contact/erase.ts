import { erasedAtOnceMax } from "../../domain/audit/erasure.ts";
import type { Refusal } from "../../domain/interaction/refusals.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { eraseEmails } from "./erase-emails.ts";
import { loadFamily } from "./load-family.ts";

/** What was erased, and how many e-mails of the contact are left; none: the contact is gone. */
export type Erased = { readonly receipt: string; readonly interactions: number; readonly left: number };

const name = "EraseContact";

/**
 * Erases a person: texts, addresses, raw messages, attachments, notes and user data of the oldest 200 e-mails that belong to the contact,
 * and with the last of them the contact. What happened when by whom stays, and the audit's chain with it; the receipt tells which rows lost
 * their words. Refuses (2/409) while e-mails are open or not sent yet, and under a legal hold. Files go a day later. reliability.md 7.6
 */
export const eraseContact = defineOperation<{ readonly reason: string }, Erased>(name, name, async (asked) => {
  const { tx, world, input } = asked;
  const family = await loadFamily(asked);
  if (!family.ok) return family;
  const contacts = family.value.map(({ id }) => id);
  const problem = await whyNot(tx, contacts);
  if (problem !== undefined) return refuse(problem);
  const ids = await tx.erasures.belonging(contacts, erasedAtOnceMax);
  const erased = await eraseEmails(tx, world, ids);
  if (erased === undefined) return refuse(notOver(ids.slice(0, namedMax)));
  const { count: left } = await tx.erasures.left(contacts, 0);
  if (left === 0) await tx.erasures.forget(contacts);
  const [{ id: contact }] = family.value;
  await tx.journal.append({
    ...{ kind: "Erased", contact, operation: name, note: input.reason },
    ...{ left, ...erased },
  });
  return done({ receipt: erased.receipt, interactions: erased.interactions, left });
});

async function whyNot(tx: Transaction, contacts: readonly string[]): Promise<Refusal | undefined> {
  const hold = await tx.erasures.legalHold(contacts);
  if (hold !== undefined) {
    return { kind: "notPossible", operation: name, because: `the contact is under a legal hold: ${hold.reason}` };
  }
  const { open } = await tx.erasures.left(contacts, namedMax);
  return open.length === 0 ? undefined : notOver(open);
}

const namedMax = 3;

const notOver = (open: readonly string[]): Refusal => ({
  ...{ kind: "notPossible", operation: name },
  because: `these e-mails are not over yet: ${open.join(", ")}${open.length === namedMax ? ", and perhaps others" : ""}`,
});
