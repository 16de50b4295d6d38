import type { DeliveryState } from "../interaction/interaction.ts";

/** Something that somebody should look at. `queue` and `mailbox` are names; `since` is wall time in milliseconds. */
export type Attention = {
  readonly kind: "overdue" | "nobody" | "mailbox" | "failed" | "unknown" | "held";
  readonly level: "late" | "soon";
  readonly queue?: string;
  readonly mailbox?: string;
  readonly count?: number;
  readonly since?: number;
  readonly text?: string;
};

type Facts = {
  readonly queues: readonly {
    readonly name: string;
    readonly waiting: number;
    /** Open past what was promised. */
    readonly overdue: number;
    /** Agents who are logged in and have the skills. */
    readonly capable: number;
  }[];
  readonly alarms: readonly { readonly mailbox: string; readonly since: number; readonly text: string }[];
  readonly deliveries: Readonly<Record<DeliveryState, number>>;
};

/** What needs attention now, the worst first; empty when all is well. desktop.md 7 */
export function attentionOf({ queues, alarms, deliveries }: Facts): readonly Attention[] {
  const overdue = queues
    .filter((queue) => queue.overdue > 0)
    .toSorted((one, other) => other.overdue - one.overdue)
    .map(({ name, overdue: count }): Attention => ({ kind: "overdue", level: "late", queue: name, count }));
  const nobody = queues
    .filter(({ waiting, capable }) => waiting > 0 && capable === 0)
    .map(({ name, waiting: count }): Attention => ({ kind: "nobody", level: "late", queue: name, count }));
  const ofMailboxes = alarms.map((alarm): Attention => ({ kind: "mailbox", level: "soon", ...alarm }));
  const ofMail = (["failed", "unknown", "held"] as const)
    .filter((kind) => deliveries[kind] > 0)
    .map((kind): Attention => ({ kind, level: kind === "held" ? "soon" : "late", count: deliveries[kind] }));
  const all = [...overdue, ...nobody, ...ofMail, ...ofMailboxes];
  return all.toSorted((one, other) => Number(one.level === "soon") - Number(other.level === "soon"));
}
