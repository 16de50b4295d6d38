import type { LegalHold } from "../../ports/erasures.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { loadFamily } from "./load-family.ts";

/** From now on the mail of the contact is kept: it cannot be erased, nor the contact removed. Placed again, it has the new reason. reliability.md 7.6 */
export const placeLegalHold = defineOperation<{ readonly reason: string }, LegalHold>(
  "PlaceLegalHold",
  "EraseContact",
  async (asked) => {
    const { tx, actor, input } = asked;
    const family = await loadFamily(asked);
    if (!family.ok) return family;
    const [{ id }] = family.value;
    const by = actor.kind === "user" ? actor.userName : actor.id;
    const hold = { reason: input.reason, by, at: tx.now.wall };
    await tx.erasures.placeLegalHold(id, hold);
    await tx.centre.changed("legalHold", id, "PlaceLegalHold", { note: input.reason });
    return done(hold);
  },
);

/** It may be erased again. Refuses (6) where there is no hold. */
export const liftLegalHold = defineOperation<unknown, undefined>("LiftLegalHold", "EraseContact", async (asked) => {
  const { tx, target } = asked;
  const family = await loadFamily(asked);
  if (!family.ok) return family;
  const lifted = await tx.erasures.liftLegalHold(family.value.map(({ id }) => id));
  if (!lifted) return refuse({ kind: "notFound", thing: "legal hold", name: target });
  await tx.centre.changed("legalHold", family.value[0].id, "LiftLegalHold");
  return done(undefined);
});
