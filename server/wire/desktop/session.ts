import type { UserActor } from "../../domain/agent/actor.ts";
import { ask } from "../../queries/query.ts";
import { findMe } from "../../queries/user/me.ts";
import { refused, success } from "../answers.ts";
import type { Answer, Answering } from "../entry.ts";
import { userShape } from "../shapes/user.ts";
import { below } from "./paths.ts";

/** The desktop's log-in form: `/session` with another answer. desktop.md 13 */
export const desktopSessionPath = below("/session");

/** Who has signed in. */
export async function answerSignedIn({ performing, publicUrl }: Answering, actor: UserActor): Promise<Answer> {
  const me = await ask(performing.store, findMe, { actor, input: {} });
  return me.ok ? success({ user: userShape(me.value.user, publicUrl) }) : refused(me.refusal);
}
