import type { Refusal } from "../domain/interaction/refusals.ts";
import { kindsAllowed, type Queue } from "../domain/queue/queue.ts";
import type { Transaction } from "../ports/transaction.ts";

/** A value with its JSON path as the client spelt it, for refusals. */
export type Spelt<T> = { readonly value: T; readonly path: string };

/** A queue as a request names it; both forms must agree (wire.md 5.1). */
export type QueueReference = { readonly name?: Spelt<string>; readonly id?: Spelt<string> };

type Use = keyof typeof kindsAllowed;
type Named = { readonly ok: true; readonly value: Queue } | { readonly ok: false; readonly refusal: Refusal };

/** The queue that a request means, or the default one. Refuses unknown names (6), disagreeing ones and wrong kinds (2/400). */
export async function queueMeant(
  tx: Transaction,
  reference: QueueReference,
  use: { readonly operation: string; readonly kinds: Use; readonly otherwise?: string },
): Promise<Named> {
  const byName = reference.name === undefined ? undefined : await tx.centre.queueNamed(reference.name.value);
  const byId = reference.id === undefined ? undefined : await tx.centre.queue(reference.id.value);
  if (reference.name !== undefined && byName === undefined) return unknown(reference.name.value);
  if (reference.id !== undefined && byId === undefined) return unknown(reference.id.value);
  if (reference.id !== undefined && byName !== undefined && byName.id !== byId?.id) {
    const because = "names another queue than queueName";
    return { ok: false, refusal: { kind: "contradiction", path: reference.id.path, because } };
  }
  const named = byName ?? byId;
  if (named === undefined) return defaultQueue(tx, use);
  const kinds: readonly string[] = kindsAllowed[use.kinds];
  if (kinds.includes(named.kind)) return { ok: true, value: named };
  const path = reference.name?.path ?? reference.id?.path ?? "$.queueName";
  const { operation } = use;
  return { ok: false, refusal: { kind: "queueKind", path, operation, queueKind: named.kind, queue: named.name } };
}

async function defaultQueue(tx: Transaction, use: { readonly otherwise?: string }): Promise<Named> {
  if (use.otherwise === undefined) return { ok: false, refusal: { kind: "missing", path: "$.queueName" } };
  const queue = await tx.centre.queueNamed(use.otherwise);
  return queue === undefined ? unknown(use.otherwise) : { ok: true, value: queue };
}

const unknown = (name: string): Named => ({ ok: false, refusal: { kind: "notFound", thing: "queue", name } });
