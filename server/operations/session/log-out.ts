import { defineOperation, done } from "../operation.ts";
import { leave } from "./leave.ts";

/**
 * Logs out of all channels: open invitations are revoked, held e-mails stay with the agent. Whoever is logged out already is told the
 * state again, as repeats of Ready are: the answer's referenceId stands in a notification. GWS EndContactCenterSession; wire.md 1.3, 2.2
 */
export const logOut = defineOperation<Readonly<Record<string, never>>, undefined>(
  "EndContactCenterSession",
  "LogOut",
  async ({ tx, actor }) => {
    const agent = await tx.agents.lock(actor.id);
    await leave(tx, actor.id, "LogOut");
    if (agent?.channel.state === "LoggedOut") await tx.agents.saveChannel(actor.id, agent.channel, "LogOut");
    return done(undefined);
  },
);
