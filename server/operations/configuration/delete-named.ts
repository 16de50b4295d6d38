import { defineOperation, done, refuse } from "../operation.ts";
import { type NamedThing, routingRefused, thingsNamed } from "./named-things.ts";

const deleting = (thing: NamedThing, operation: string, because: string) =>
  defineOperation<unknown, undefined>(operation, "Configure", async ({ tx, target }) => {
    await tx.configuration.open();
    const named = (await thingsNamed(tx, thing)).find(({ id }) => id === target);
    if (named === undefined) return refuse({ kind: "notFound", thing, name: target });
    const refusal = await routingRefused(tx, thing, named);
    if (refusal !== undefined) return refuse(refusal);
    if (!(await tx.configuration.remove(thing, named.id))) {
      return refuse({ kind: "inUse", thing, name: named.name, because });
    }
    await tx.centre.changed(thing, named.name, operation);
    return done(undefined);
  });

/** Removes a skill that nobody has and no routing names, a group without members and with an empty shelf; else 19. wire.md 10 */
export const deleteSkill = deleting("skill", "DeleteSkill", "users have it, or e-mails wait for it");
export const deleteGroup = deleting(
  "group",
  "DeleteGroup",
  "it has members, or e-mails lie on its shelf or wait for it",
);
