import type { Actor } from "../domain/agent/actor.ts";
import { forbids } from "../domain/agent/permissions.ts";
import type { RememberedAnswer } from "../ports/journal.ts";
import type { Log } from "../ports/log.ts";
import { NotApplied, type Store } from "../ports/store.ts";
import type { Transaction } from "../ports/transaction.ts";
import type { OperationDefinition, Result, World } from "./operation.ts";

/** What performing needs of the world. */
export type Performing = { readonly store: Store; readonly world: World; readonly log: Log };

/** One request for an operation. */
export type Request<Input, Value> = {
  readonly operation: OperationDefinition<Input, Value>;
  readonly actor: Actor;
  readonly target?: string;
  readonly input: Input;
  readonly expectedVersion?: number | undefined;
  readonly keyed?: Keyed<Value> | undefined;
};

/** `Idempotency-Key` (wire.md 1.9): the hash of method, path and body, and how the answer is written. */
export type Keyed<Value> = {
  readonly key: string;
  readonly requestHash: string;
  readonly answer: (performed: Performed<Value>) => { readonly status: number; readonly body: string };
};

export type Performed<Value> = { readonly result: Result<Value>; readonly referenceId: number };

/** Performed now, or the remembered answer of the same request. */
export type Answered<Value> = Performed<Value> | { readonly replay: RememberedAnswer };

/**
 * The only caller of operations: rights, idempotency, one transaction with the operation's events, run again when a race was lost.
 * A refusal changes nothing but the memory of its key. Throws `NotApplied`, `OutcomeUnknown`. architecture.md 5
 */
export async function perform<Input, Value>(
  performing: Performing,
  request: Request<Input, Value>,
): Promise<Answered<Value>> {
  const { actor, keyed } = request;
  const ready = await readyInput(performing, request);
  if (!ready.ok && keyed === undefined) return { result: ready, referenceId: 0 };
  const doing = async (tx: Transaction): Promise<Performed<Value>> =>
    ready.ok ? run(tx, performing, { ...request, input: ready.value }) : { result: ready, referenceId: 0 };
  const stamp = { actor: actor.id, numbered: actor.kind === "user" };
  if (keyed === undefined) return performing.store.change(stamp, doing, isDone);
  return performing.store.change(stamp, async (tx) => {
    const recalled = await recall(tx, actor, keyed);
    if (recalled !== undefined) return recalled;
    const performed = await tx.attempt(() => doing(tx), isDone);
    const answer = keyed.answer(performed);
    if (isRemembered(answer.status)) {
      await tx.journal.remember(actor.id, keyed.key, { requestHash: keyed.requestHash, ...answer });
    }
    return performed;
  });
}

/** Rights, then the slow work on the input: both before the transaction. */
async function readyInput<Input, Value>(
  { world }: Performing,
  { operation, actor, input }: Request<Input, Value>,
): Promise<Result<Input>> {
  const forbidden = forbids(actor, operation.permission);
  if (forbidden !== undefined) return { ok: false, refusal: forbidden };
  return operation.prepare === undefined ? { ok: true, value: input } : operation.prepare(world, input);
}

/** Refusals too; not what may be answered otherwise a moment later, or with a smaller body. wire.md 1.9 */
export const isRemembered = (status: number): boolean => status < 500 && ![401, 413, 429].includes(status);

/** Performs one of the server's own operations; refusals are for the caller to read. */
export async function performAsSystem<Input, Value>(
  performing: Performing,
  request: Omit<Request<Input, Value>, "keyed">,
): Promise<Result<Value>> {
  const answered = await perform(performing, request);
  if ("replay" in answered) throw new Error("an operation without a key has no remembered answer");
  return answered.result;
}

/** Whether what `perform` has thrown says that nothing happened: then it may be repeated freely. */
export const promisesNothing = (error: unknown): boolean => error instanceof NotApplied;

const isDone = (performed: Performed<unknown>): boolean => performed.result.ok;

async function run<Input, Value>(
  tx: Transaction,
  performing: Performing,
  request: Request<Input, Value>,
): Promise<Performed<Value>> {
  const { actor, target = "", input, expectedVersion } = request;
  const result = await request.operation.run({ tx, actor, world: performing.world, target, input, expectedVersion });
  return { result, referenceId: tx.referenceId };
}

async function recall<Value>(tx: Transaction, actor: Actor, keyed: Keyed<Value>): Promise<Answered<Value> | undefined> {
  const remembered = await tx.journal.rememberedAnswer(actor.id, keyed.key);
  if (remembered === undefined) return undefined;
  if (remembered === "running") return { result: { ok: false, refusal: { kind: "keyRunning" } }, referenceId: 0 };
  if (remembered.requestHash !== keyed.requestHash) {
    return { result: { ok: false, refusal: { kind: "keyReused" } }, referenceId: 0 };
  }
  return { replay: remembered };
}
