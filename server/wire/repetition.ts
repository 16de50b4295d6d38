import type { UserActor } from "../domain/agent/actor.ts";
import { isRemembered, type Performing, perform } from "../operations/perform.ts";
import { keepAnswer } from "../operations/system/keep-answer.ts";
import type { RememberedAnswer } from "../ports/journal.ts";
import { ask } from "../queries/query.ts";
import { findRememberedAnswer } from "../queries/session/remembered-answer.ts";
import { refused, replayed } from "./answers.ts";
import type { Answer, ApiRequest } from "./entry.ts";

/** A request that may be repeated: whose it is, and by what it is known. */
export type Repeatable = { readonly actor: UserActor; readonly idempotency: NonNullable<ApiRequest["idempotency"]> };

/** The first answer again; a refusal when the key was used for another request; undefined for a new key. wire.md 1.9 */
export async function recalled(
  performing: Performing,
  { actor, idempotency }: Repeatable,
): Promise<Answer | undefined> {
  const { key, requestHash } = idempotency;
  const known = await ask(performing.store, findRememberedAnswer, { actor, input: { key } });
  if (!known.ok) return refused(known.refusal);
  return known.value === undefined ? undefined : standingFor(known.value, requestHash);
}

/** Remembers an answer unless an operation did so already. Gives what is to be sent: somebody may have been faster with the key. */
export async function kept(performing: Performing, repeatable: Repeatable, answer: Answer): Promise<Answer> {
  if (answer.isKept === true || !("json" in answer) || !isRemembered(answer.status)) return answer;
  const { actor, idempotency } = repeatable;
  const { key, requestHash } = idempotency;
  const input = { key, requestHash, status: answer.status, body: answer.json };
  const asked = await perform(performing, { operation: keepAnswer, actor, input });
  if ("replay" in asked || !asked.result.ok || asked.result.value === "running") return answer;
  const { value } = asked.result;
  const isOwn = value.requestHash === requestHash && value.body === answer.json;
  // What was done is done, and is said, whatever the key stands for.
  return isOwn || answer.status < 400 ? answer : standingFor(value, requestHash);
}

const standingFor = (known: RememberedAnswer, requestHash: string): Answer =>
  known.requestHash === requestHash ? replayed(known) : refused({ kind: "keyReused" });

/** The first request with this key is still running (19). */
export const stillRunning = (): Answer => refused({ kind: "keyRunning" });
