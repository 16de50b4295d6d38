import { defineOperation, done } from "../operation.ts";
import { type Reasoned, reasoned } from "./lock-open.ts";

type Input = Reasoned & { readonly row: "Hold" | "Release" };

/**
 * All outgoing mail stops, and new mail is held too; or all of it goes again. Once this is committed nothing is claimed, whatever the
 * deliveries still say: `applyHold` lets them follow. wire.md 12; reliability.md 2.11
 */
export const holdAll = defineOperation<Input, undefined>("HoldAll", "ControlDelivery", async ({ tx, actor, input }) => {
  const by = actor.kind === "user" ? actor.userName : actor.id;
  const { note: reason } = reasoned(input);
  const verb = input.row === "Hold" ? "held" : "released";
  await tx.deliveries.setHold(
    input.row === "Hold",
    `all outgoing mail was ${verb} by ${by}${reason === undefined ? "" : `: ${reason}`}`,
  );
  await tx.centre.changed("deliveries", "all outgoing mail", input.row, reason === undefined ? {} : { note: reason });
  return done(undefined);
});
