import type { Named } from "../../ports/centre.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { type Claims, claimRefused } from "./claims.ts";
import { type NamedThing, nameTaken, routingRefused, thingsNamed } from "./named-things.ts";

type Input = { readonly claims: Claims; readonly name?: string };

const changing = (thing: NamedThing, operation: string) =>
  defineOperation<Input, Named>(operation, "Configure", async ({ tx, target, input }) => {
    await tx.configuration.open();
    const known = await thingsNamed(tx, thing);
    const before = known.find(({ id }) => id === target);
    if (before === undefined) return refuse({ kind: "notFound", thing, name: target });
    const claimed = claimRefused(input.claims, before.id);
    if (claimed !== undefined) return refuse(claimed);
    const { name = before.name } = input;
    if (name === before.name) return done(before);
    const after = { id: before.id, name };
    const refusal = nameTaken(thing, known, after) ?? (await routingRefused(tx, thing, before));
    if (refusal !== undefined) return refuse(refusal);
    await tx.configuration.saveNamed(thing, after);
    await tx.centre.changed(thing, name, operation, { note: `before: ${before.name}` });
    return done(after);
  });

/** Renames a skill or group. Refuses a used name (18), and a skill that routing names (19). wire.md 10.2 */
export const changeSkill = changing("skill", "ChangeSkill");
export const changeGroup = changing("group", "ChangeGroup");
