import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { Asked } from "../operation.ts";

/** The actor is not offered the e-mail again for `afterRejectPause`. wire.md 4.3 */
export async function pauseFor<Input>({ tx, actor }: Asked<Input>, interaction: Interaction): Promise<void> {
  const { afterRejectPauseMs } = await tx.centre.settings();
  await tx.interactions.pause(interaction.id, actor.id, tx.now.steady + afterRejectPauseMs);
}
