import type { Transaction } from "../../ports/transaction.ts";

type Told = {
  readonly name: string;
  readonly operation: string;
  readonly state: "draft" | "published";
  readonly version: number;
};

/** Rules changed: for the audit, and for the pages that show them. desktop.md 13 */
export async function tellRules(tx: Transaction, { name, operation, ...told }: Told): Promise<void> {
  await tx.centre.changed("rules", name, operation);
  await tx.journal.append({ kind: "DeskChanged", user: undefined, operation, thing: { about: "rules", ...told } });
}
