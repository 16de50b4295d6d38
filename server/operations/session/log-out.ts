import { defineOperation, done } from "../operation.ts";
import { leave } from "./leave.ts";

/** Logs out of all channels: open invitations are revoked, held e-mails stay with the agent. GWS EndContactCenterSession; wire.md 2.2 */
export const logOut = defineOperation<Readonly<Record<string, never>>, undefined>(
  "EndContactCenterSession",
  "LogOut",
  async ({ tx, actor }) => {
    await leave(tx, actor.id, "LogOut");
    return done(undefined);
  },
);
