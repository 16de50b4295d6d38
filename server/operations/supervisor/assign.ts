import { inviteeRefusal, placeToReturn } from "../direct-invitation.ts";
import { type Changed, doRow } from "../email/do-row.ts";
import { defineOperation, refuse } from "../operation.ts";
import { pathOfUser, type UserReference, userMeant } from "../users.ts";
import { lockOpen, type Reasoned, reasoned } from "./lock-open.ts";

type Input = Reasoned & { readonly to: UserReference };

/** A supervisor offers an open interaction to one agent, whatever the agent's readiness, skills and capacity. wire.md 12, 4.3 */
export const assign = defineOperation<Input, Changed>("Assign", "Assign", async (asked) => {
  const { tx, actor, input } = asked;
  // Before the locks: the target's row comes before the interaction's. What is wrong with it is said after what is wrong with that.
  const user = await userMeant(tx, input.to);
  const locked = await lockOpen(asked, "Assign", user.ok ? [user.value.id] : []);
  if (!locked.ok) return locked;
  if (!user.ok) return user;
  const agent = await tx.agents.byId(user.value.id);
  const refusal = inviteeRefusal(user.value, agent, { operation: "Assign", path: pathOfUser(input.to) });
  if (refusal !== undefined) return refuse(refusal);
  return doRow(asked, locked.value, "Assign", {
    ...reasoned(input),
    invitee: user.value.id,
    to: await placeToReturn(tx, locked.value, actor.id),
  });
});
