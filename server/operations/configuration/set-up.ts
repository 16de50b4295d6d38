import { setUpHash, setUpRefusal } from "../../domain/desktop/set-up.ts";
import type { User } from "../../ports/agents.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { nobody, type UserChange, withHash } from "./user-change.ts";

/** Opens a centre where nobody can sign in to its first admin. Value: the token, told here and never again; undefined where it is closed. product.md */
export const offerSetUp = defineOperation<unknown, string | undefined>(
  "OfferSetUp",
  "System",
  async ({ tx, world: { ids, mac } }) => {
    if ((await tx.configuration.setUp()).hasUsers) return done(undefined);
    const token = ids.messageToken() + ids.messageToken();
    await tx.configuration.setSetUpHash(setUpHash(token, mac(await tx.centre.secret())));
    return done(token);
  },
);

type Input = Pick<UserChange, "claims" | "password" | "passwordHash"> & {
  readonly token: string;
  readonly userName: string;
};

/** Makes the first admin by the printed token, once. Refuses another token (10), and when somebody can sign in already (2/409). desktop.md 13 */
export const setUp = defineOperation<Input, User>(
  "SetUp",
  "System",
  async ({ tx, world: { ids, mac }, input: { token, userName, passwordHash } }) => {
    await tx.configuration.open();
    const refusal = setUpRefusal(await tx.configuration.setUp(), token, mac(await tx.centre.secret()));
    if (refusal !== undefined) return refuse(refusal);
    const user: User = { ...nobody, id: ids.user(), userName, roles: ["admin"] };
    await tx.users.save(user, undefined);
    if (passwordHash !== undefined) await tx.users.replacePassword(user.id, passwordHash);
    await tx.configuration.setSetUpHash(undefined);
    await tx.centre.changed("user", userName, "SetUp");
    return done(user);
  },
  withHash,
);
