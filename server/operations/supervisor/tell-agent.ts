import type { Agent } from "../../domain/agent/agent.ts";
import { type NoticeAbout, noticedEmail } from "../../domain/desktop/notice.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import { notify } from "../notices.ts";
import type { Asked } from "../operation.ts";

/** Lets an agent know what was done to them; who does it to themselves knows. desktop.md 3.2 */
export async function tellAgent<Input>(
  { tx, world, actor }: Asked<Input>,
  { id }: Pick<Agent, "id">,
  about: NoticeAbout,
): Promise<void> {
  if (id !== actor.id) await notify(tx, world, { user: id, by: actor.id, about });
}

/** The e-mail of a notice, with its subject as it is now. */
export async function emailNoticed<Input>({ tx }: Asked<Input>, interaction: Interaction) {
  const content = await tx.interactions.content(interaction.content);
  return noticedEmail(interaction, content?.subject ?? "");
}
