import type { User } from "../ports/agents.ts";
import type { Reading } from "../ports/transaction.ts";
import { done, type Result, refuse } from "./operation.ts";
import type { Spelt } from "./references.ts";

/** A user as a request names them, under one key or several, which then must agree. */
export type UserReference = readonly (Spelt<string> & { readonly by: "name" | "id" })[];

/** Where a reference stands in the request. */
export const pathOfUser = ([first]: UserReference): string => first?.path ?? "$.userUri";

/** The user that a request means. Refuses one that nobody knows (6), and keys that disagree (2/400). wire.md 5.13 */
export async function userMeant({ users }: Reading, reference: UserReference): Promise<Result<User>> {
  const found: User[] = [];
  for (const { by, value, path } of reference) {
    const user = await (by === "name" ? users.byName(value) : users.byId(value));
    if (user === undefined) return refuse({ kind: "notFound", thing: "user", name: value });
    if (found.some(({ id }) => id !== user.id))
      return refuse({ kind: "contradiction", path, because: `names another user than ${reference[0]?.path ?? "$"}` });
    found.push(user);
  }
  const [meant] = found;
  if (meant === undefined) throw new Error("a reference that names nobody");
  return done(meant);
}
