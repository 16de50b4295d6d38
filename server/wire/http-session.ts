import { type ReadBody, readBody, signInBody } from "@postroom/contract";
import type { z } from "zod";
import type { UserActor } from "../domain/agent/actor.ts";
import { type Performing, perform } from "../operations/perform.ts";
import { noteActivity } from "../operations/session/note-activity.ts";
import { signIn } from "../operations/session/sign-in.ts";
import { signOut } from "../operations/session/sign-out.ts";

/** What the log-in form sends. wire.md 1.5 */
export const readSignIn = (body: unknown): ReadBody<z.output<typeof signInBody>> => readBody(signInBody, body);

/** Writes the row of an HTTP session whose user proved to be that user. Throws `NotApplied`, `OutcomeUnknown`. wire.md 1.5 */
export async function beginHttpSession(
  performing: Performing,
  actor: UserActor,
  session: { readonly idHash: string; readonly csrfToken: string },
): Promise<void> {
  await perform(performing, { operation: signIn, actor, input: session });
}

/** Ends an HTTP session for good. Throws `NotApplied`, `OutcomeUnknown`. wire.md 1.5 */
export async function endHttpSession(performing: Performing, actor: UserActor, idHash: string): Promise<void> {
  await perform(performing, { operation: signOut, actor, input: { idHash } });
}

/** Somebody is there: neither this HTTP session nor the user's contact-center session ends yet. wire.md 1.5, 2.2 */
export async function noteRequest(performing: Performing, actor: UserActor, idHash?: string): Promise<void> {
  const input = { user: actor.id, ...(idHash === undefined ? {} : { idHash }) };
  await perform(performing, { operation: noteActivity, actor, input });
}
