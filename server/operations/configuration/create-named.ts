import type { Named } from "../../ports/centre.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { type Claims, claimRefused } from "./claims.ts";
import { type NamedThing, nameTaken, thingsNamed } from "./named-things.ts";

type Input = { readonly claims: Claims; readonly name: string };

const creating = (thing: NamedThing, operation: string) =>
  defineOperation<Input, Named>(operation, "Configure", async ({ tx, world, input }) => {
    await tx.configuration.open();
    const refusal = claimRefused(input.claims, "") ?? nameTaken(thing, await thingsNamed(tx, thing), input);
    if (refusal !== undefined) return refuse(refusal);
    const named = { id: world.ids.guid(), name: input.name };
    await tx.configuration.saveNamed(thing, named);
    await tx.centre.changed(thing, named.name, operation);
    return done(named);
  });

/** A new skill or group. Refuses a used name (18). wire.md 10.2 */
export const createSkill = creating("skill", "CreateSkill");
export const createGroup = creating("group", "CreateGroup");
