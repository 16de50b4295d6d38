import type { Actor } from "../../domain/agent/actor.ts";
import { type Delivery, deliver, shownState } from "../../domain/delivery/delivery.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { type Asked, done, type Result, refuse } from "../operation.ts";
import { tellDelivery } from "../system/tell-delivery.ts";
import { type Decided, decided } from "./decided.ts";
import { lockDelivery, notNow } from "./lock-delivery.ts";
import { type Reasoned, reasoned } from "./lock-open.ts";

type Row = "Hold" | "Release" | "Cancel";

/** Does one row of the delivery table for a supervisor: against a claim exactly one of both happens, since both lock the row. wire.md 12 */
export async function controlDelivery(asked: Asked<Reasoned>, row: Row): Promise<Result<Decided>> {
  const { tx, actor, input } = asked;
  const locked = await lockDelivery(asked);
  if (!locked.ok) return locked;
  const { interaction, delivery } = locked.value;
  // What some have already cannot be cancelled; the rest can be held.
  if (row === "Cancel" && shownState(delivery) === "sent") return refuse(notNow(row, delivery));
  const next = deliver(delivery, row, await changeOf(tx, row));
  // The row is locked, so the fence cannot have moved.
  if (next === undefined || !(await tx.deliveries.save(next))) return refuse(notNow(row, delivery));
  const error = row === "Cancel" ? cancelledText(actor, input) : undefined;
  await tellDelivery(tx, interaction, next, { row, error, ...reasoned(input) });
  return done(await decided(tx, (await tx.interactions.byId(interaction.id)) ?? interaction));
}

/** What was held or released by itself has heard of the present round: what is said of all mail later counts again. */
async function changeOf(tx: Transaction, row: Row): Promise<Partial<Delivery>> {
  if (row === "Cancel") return {};
  const { round: holdRound } = await tx.deliveries.hold();
  return row === "Hold" ? { holdRound } : { holdRound, ...queuedNow(tx) };
}

/** It comes into the send queue anew, and is due at once. */
export const queuedNow = ({ now }: Transaction): Pick<Delivery, "nextAttempt" | "queuedAt"> => ({
  nextAttempt: { due: now.steady, shown: now.wall },
  queuedAt: now.wall,
});

function cancelledText(actor: Actor, { reason }: Reasoned): string {
  const text = `delivery cancelled by ${actor.kind === "user" ? actor.userName : actor.id}`;
  return reason === undefined || reason === "" ? text : `${text}: ${reason}`;
}
