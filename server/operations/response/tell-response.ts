import { type StandardResponse, whyUnusable } from "../../domain/response/response.ts";
import type { Transaction } from "../../ports/transaction.ts";

/** More than any preview shows. */
const beginningCharacters = 2_000;

/** Tells every desktop what became of a standard response: those that may not be used now are gone for it. desktop.md 13 */
export function tellResponse(tx: Transaction, response: StandardResponse, operation: string): Promise<void> {
  const { id, name, shortcut, language, version, body } = response;
  const isOffered = operation !== "RemoveResponse" && whyUnusable(response, tx.now.wall) === undefined;
  const beginning = { id, name, shortcut, language, version, body: body.slice(0, beginningCharacters) };
  const thing = { about: "response", response: beginning, isOffered } as const;
  return tx.journal.append({ kind: "DeskChanged", user: undefined, operation, thing });
}
