import type { Board } from "../state/board.ts";

export type QueueRow = Board["queues"][number];
export type AgentRow = Board["agents"][number];
export type Trouble = QueueRow["level"];

export const marks: Readonly<Record<Trouble, string>> = { late: "▲", soon: "!", fine: "✓" };

const order: Readonly<Record<Trouble, number>> = { late: 0, soon: 1, fine: 2 };

/** The worst first, those alike by their name. */
export const worstFirst = <Row>(rows: readonly Row[], of: (row: Row) => readonly [Trouble, string]): readonly Row[] =>
  rows.toSorted((one, other) => order[of(one)[0]] - order[of(other)[0]] || of(one)[1].localeCompare(of(other)[1]));

const since = ({ oldestReceivedAt }: QueueRow): number =>
  oldestReceivedAt === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(oldestReceivedAt);

/** The worst first: trouble, then what has waited longest, then the most. desktop.md 7 */
export const byTrouble = (queues: readonly QueueRow[]): readonly QueueRow[] =>
  queues.toSorted(
    (one, other) =>
      order[one.level] - order[other.level] ||
      since(one) - since(other) ||
      other.waiting - one.waiting ||
      one.name.localeCompare(other.name),
  );

/** Those at work first, whoever has been longest in their state on top; those who are not there last. desktop.md 7 */
export const longestInState = (agents: readonly AgentRow[]): readonly AgentRow[] =>
  agents.toSorted(
    (one, other) =>
      Number(one.state === "LoggedOut") - Number(other.state === "LoggedOut") ||
      one.since.localeCompare(other.since) ||
      one.userName.localeCompare(other.userName),
  );

/** Rows in the order in which their ids were seen; whoever came since stands behind them. */
export function steady<Row>(rows: readonly Row[], idOf: (row: Row) => string, seen: readonly string[]): readonly Row[] {
  const places = new Map(seen.map((id, place) => [id, place]));
  const placeOf = (row: Row): number => places.get(idOf(row)) ?? seen.length;
  return rows.toSorted((one, other) => placeOf(one) - placeOf(other));
}
