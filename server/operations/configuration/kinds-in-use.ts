import type { Queue } from "../../domain/queue/queue.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { rulesNamingQueue } from "../rules/naming.ts";
import { isOverflowOf } from "./queue-change.ts";

export const kindStays = "its kind stays while e-mails lie there, or mail arrives there";

type Before = ReadonlyMap<string, Pick<Queue, "id" | "kind">>;

/**
 * What a file says against queues that are in use: a queue has one kind while something lies there, arrives there or overflows into it, or a
 * published rule names it, whoever changes it. For when all else of the file is saved. wire.md 10.2; product.md
 */
export async function kindsInUse(
  tx: Transaction,
  named: readonly Pick<Queue, "name" | "kind">[],
  before: Before,
): Promise<readonly { readonly path: string; readonly because: string }[]> {
  const problems: { path: string; because: string }[] = [];
  for (const [index, { name, kind }] of named.entries()) {
    const known = before.get(name);
    if (known === undefined || known.kind === kind) continue;
    const because = await whyInUse(tx, name, known.id);
    if (because !== undefined) problems.push({ path: `queues[${index}].kind`, because });
  }
  return problems;
}

async function whyInUse(tx: Transaction, name: string, id: string): Promise<string | undefined> {
  const queue = await tx.centre.queue(id);
  if (queue !== undefined && isOverflowOf(await tx.centre.queues(), queue)) return kindStays;
  return (await tx.configuration.isQueueUsed(id)) ? kindStays : rulesNamingQueue(tx, name);
}
