import { defineOperation, done } from "../operation.ts";

type Input = {
  readonly passwordHash: string;
  /** The HTTP session that asks, if one does. */
  readonly session: string | undefined;
};

/**
 * Stores the hash of a new password; the old one was verified by whoever asks. Whoever knew the old one is out: the user's other HTTP
 * sessions end, and open polls and websockets have to prove themselves anew. GWS ChangePassword; wire.md 1.5, reliability.md 7.2 S24
 */
export const changePassword = defineOperation<Input, undefined>(
  "ChangePassword",
  "ChangePassword",
  async ({ tx, actor, input: { passwordHash, session } }) => {
    const { id: user } = actor;
    await tx.users.setPassword(user, passwordHash);
    await tx.sessions.removeOf(user, session);
    await tx.centre.changed("password", actor.kind === "user" ? actor.userName : user, "ChangePassword");
    await tx.journal.append({ kind: "SignedOut", operation: "ChangePassword", user, kept: session });
    return done(undefined);
  },
);
