import { defineQuery, found } from "../query.ts";

/** The hash of the actor's password; undefined for users without one. For ChangePassword (wire.md 1.5). */
export const ownCredential = defineQuery<unknown, string | undefined>(
  "OwnCredential",
  "ChangePassword",
  async ({ reading, actor }) => {
    const credential = actor.kind === "user" ? await reading.users.credential(actor.userName) : undefined;
    return found(credential?.passwordHash);
  },
);
