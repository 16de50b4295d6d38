import type { Interaction, UserData } from "../../domain/interaction/interaction.ts";
import type { Asked } from "../operation.ts";

/** `saveLAR`: the actor becomes the contact's last agent; the user data that says so. wire.md 5.18 */
export async function rememberAgent<Input>(
  asked: Asked<Input>,
  interaction: Interaction,
  wanted: boolean,
): Promise<{ readonly userData?: UserData }> {
  const { tx, actor } = asked;
  if (!wanted || actor.kind !== "user") return {};
  if (interaction.contact !== undefined)
    await tx.contacts.rememberAgent(interaction.contact, actor.userName, tx.now.wall);
  return {
    userData: {
      ...interaction.userData,
      LastCalledAgent_EmployeeID: actor.userName,
      LastCalledAgent_TimeStamp: String(Math.floor(tx.now.wall / 1000)),
    },
  };
}
