import type { UserActor } from "../domain/agent/actor.ts";
import { system } from "../domain/agent/actor.ts";
import { noteFailedLogIn, noteRefusedAccess, type RefusedAccess } from "../operations/operator/note-refused-access.ts";
import { type Performing, perform, performAsSystem } from "../operations/perform.ts";

export type { RefusedAccess };

/** Writes into the audit that a user was refused. Throws `NotApplied`, `OutcomeUnknown`. reliability.md 7.6 */
export async function writeRefusedAccess(
  performing: Performing,
  actor: UserActor,
  input: RefusedAccess,
): Promise<void> {
  await perform(performing, { operation: noteRefusedAccess, actor, input });
}

/** Writes into the audit that a log-in failed. Throws `NotApplied`, `OutcomeUnknown`. reliability.md 7.6 */
export async function writeFailedLogIn(performing: Performing, input: RefusedAccess): Promise<void> {
  await performAsSystem(performing, { operation: noteFailedLogIn, actor: system, input });
}
