import type { Delivery } from "../../domain/delivery/delivery.ts";
import type { DeliveryState } from "../../domain/interaction/interaction.ts";
import { optional } from "./values.ts";

/** A row of `deliveries` as the driver gives it. */
export type DeliveryRow = {
  interaction_id: string;
  state: DeliveryState;
  stage: Delivery["stage"] | null;
  message_id: string;
  from_address: string;
  return_path: string | null;
  to_list: readonly string[];
  group_number: number;
  is_sent: boolean;
  sha256: string;
  size: number;
  sealed_at: number;
  queued_at: number | null;
  refusals: number;
  attempts: number;
  fence: number;
  due: number | null;
  due_shown: number | null;
  hold_round: number;
};

export const deliveryOf = (row: DeliveryRow): Delivery => ({
  interaction: row.interaction_id,
  state: row.state,
  stage: optional(row.stage),
  messageId: row.message_id,
  from: row.from_address,
  returnPath: optional(row.return_path),
  to: row.to_list,
  group: row.group_number,
  isSent: row.is_sent,
  sha256: row.sha256,
  size: row.size,
  sealedAt: row.sealed_at,
  queuedAt: row.queued_at ?? row.sealed_at,
  refusals: row.refusals,
  attempts: row.attempts,
  fence: row.fence,
  nextAttempt: row.due === null ? undefined : { due: row.due, shown: row.due_shown ?? row.due },
  holdRound: row.hold_round,
});
