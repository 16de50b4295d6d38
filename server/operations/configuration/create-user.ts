import type { User } from "../../ports/agents.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { claimRefused } from "./claims.ts";
import { nameRefused, nobody, type UserChange, userAfter, withHash } from "./user-change.ts";

type Input = UserChange & { readonly userName: string };

/** Somebody new who can sign in. Refuses a used name (18), skills and groups that do not exist (6). wire.md 10.1 */
export const createUser = defineOperation<Input, User>(
  "CreateUser",
  "Configure",
  async ({ tx, world, input }) => {
    await tx.configuration.open();
    const claimed = claimRefused(input.claims, "");
    if (claimed !== undefined) return refuse(claimed);
    const user = await userAfter(tx, { ...nobody, id: world.ids.user(), userName: input.userName }, input);
    if (!user.ok) return user;
    const taken = await nameRefused(tx, user.value);
    if (taken !== undefined) return refuse(taken);
    await tx.users.save(user.value, undefined);
    if (input.passwordHash !== undefined) await tx.users.replacePassword(user.value.id, input.passwordHash);
    await tx.centre.changed("user", user.value.userName, "CreateUser");
    return done(user.value);
  },
  withHash,
);
