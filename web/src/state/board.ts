import type { WallboardAnswer, WallboardMessage } from "@postroom/contract";

/** The room as it was read, and as it has been told since. */
export type Board = Omit<WallboardAnswer, "status" | "statusCode">;

/** What is told on a topic of the wallboard: numbers whole, of the rows those that have changed. desktop.md 13 */
export type BoardNews = WallboardMessage & { readonly messageType: "Wallboard"; readonly topic: string };

export const isBoardNews = (data: unknown): data is BoardNews =>
  typeof data === "object" && data !== null && "messageType" in data && data.messageType === "Wallboard";

const root = "/postroom/v1/wallboard";

/** Where changes of this board are told. */
export const topicOf = ({ group }: Pick<Board, "group">): string =>
  group === undefined ? root : `${root}/${group.id}`;

/** The board after what was told; what is not newer changes nothing. */
export function boardAfter(board: Board, news: BoardNews): Board {
  if (news.topic !== topicOf(board) || news.asOf <= board.asOf) return board;
  const { asOf, totals, attention, deliveries } = news;
  return {
    ...board,
    ...{ asOf, totals, attention, deliveries },
    queues: merged(board.queues, news.queues, { gone: news.removedQueues, idOf: ({ id }) => id }),
    agents: merged(board.agents, news.agents, { gone: news.removedAgents, idOf: ({ userId }) => userId }),
  };
}

type Rows<Row> = { readonly gone: readonly string[]; readonly idOf: (row: Row) => string };

function merged<Row>(rows: readonly Row[], news: readonly Row[], { gone, idOf }: Rows<Row>): Row[] {
  const fresh = new Map(news.map((row) => [idOf(row), row]));
  const kept = rows.filter((row) => !gone.includes(idOf(row))).map((row) => fresh.get(idOf(row)) ?? row);
  const known = new Set(rows.map(idOf));
  return [...kept, ...news.filter((row) => !known.has(idOf(row)))];
}
