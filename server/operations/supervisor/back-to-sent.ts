import { type Delivery, deliver, shownState } from "../../domain/delivery/delivery.ts";
import { underHold } from "../../domain/delivery/hold.ts";
import { refusalOf } from "../../domain/interaction/lifecycle.ts";
import { doRow } from "../email/do-row.ts";
import { type Asked, done, type Result, refuse } from "../operation.ts";
import { copyToSentFolder } from "../system/file-sent.ts";
import { type Decided, decided } from "./decided.ts";
import { lockDelivery, notNow } from "./lock-delivery.ts";
import { type Reasoned, reasoned } from "./lock-open.ts";

/**
 * Brings an e-mail that lies in a workbin because it did not go back to Sent, with its delivery, in one event; what shall be
 * sent is held while all outgoing mail is. Refuses in the order of wire.md 1.4: the e-mail's state and the delivery's (2/409), then somebody
 * who is neither the sender nor a supervisor (3).
 */
export async function backToSent(
  asked: Asked<Reasoned>,
  row: "Resend" | "MarkSent",
  change: Partial<Delivery> = {},
): Promise<Result<Decided>> {
  const { tx, actor, input } = asked;
  const locked = await lockDelivery(asked);
  if (!locked.ok) return locked;
  const { interaction, delivery } = locked.value;
  const refusal = refusalOf(interaction, row, actor);
  if (refusal?.kind === "wrongState") return refuse(refusal);
  const changed = deliver(delivery, row, change);
  if (changed === undefined) return refuse(notNow(row, delivery));
  if (refusal !== undefined) return refuse(refusal);
  const next = changed.state === "waiting" ? underHold(changed, await tx.deliveries.hold()) : changed;
  // The row is locked, so the fence cannot have moved.
  if (!(await tx.deliveries.save(next))) return refuse(notNow(row, delivery));
  if (row === "MarkSent") await copyToSentFolder(tx, [next]);
  // Whoever was refused is tried once more like the others.
  if (row === "Resend") await tx.deliveries.forgetRecipients(interaction.id, next.to);
  const moved = await doRow(asked, interaction, row, { ...reasoned(input), change: { delivery: shownState(next) } });
  return moved.ok ? done(await decided(tx, moved.value.interaction)) : moved;
}
