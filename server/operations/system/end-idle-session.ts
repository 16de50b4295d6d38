import { defineOperation, done } from "../operation.ts";
import { leave } from "../session/leave.ts";

/** Contact-center sessions of users who made no request for `sessionIdleTimeout` end by themselves. wire.md 2.2 */
export const endIdleSession = defineOperation<{ readonly user: string; readonly before: number }, undefined>(
  "EndIdleSession",
  "System",
  async ({ tx, input }) => {
    const idle = await tx.agents.idle(input.before);
    if (idle.includes(input.user)) await leave(tx, input.user, "LogOut", "no request for too long");
    return done(undefined);
  },
);
