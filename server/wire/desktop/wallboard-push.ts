import type { WallboardMessage } from "@postroom/contract";
import { system, type UserActor } from "../../domain/agent/actor.ts";
import type { Push } from "../../ports/publisher.ts";
import type { WallboardFound } from "../../queries/supervisor/wallboard.ts";
import { agentShape } from "../shapes/agent-on-board.ts";
import { numbersShape, queueShape } from "../shapes/wallboard.ts";

/** The topic of the whole room; that of a group stands below it, under the group's id. desktop.md 13 */
export const wallboardTopic = "/postroom/v1/wallboard";

/** What was last told on one topic: row id → the row as text, without what moves by itself. */
export type ToldBoard = {
  readonly numbers: string;
  readonly queues: ReadonlyMap<string, string>;
  readonly agents: ReadonlyMap<string, string>;
};

export const nothingTold: ToldBoard = { numbers: "", queues: new Map(), agents: new Map() };

/** What was told after this board. */
export function boardTold(board: WallboardFound): ToldBoard {
  const { asOf: _, ...numbers } = numbersShape(board, system);
  return {
    numbers: JSON.stringify(numbers),
    queues: new Map(
      board.queues.map((one) => [one.queue.id, JSON.stringify(queueShape(one, one.oldestReceivedAt ?? 0))]),
    ),
    agents: new Map(board.agents.map((one) => [one.id, JSON.stringify(agentShape(one, system))])),
  };
}

/** Whether anything is to be told that was not. */
export const hasNews = (before: ToldBoard, now: ToldBoard): boolean =>
  before.numbers !== now.numbers || isNews(before.queues, now.queues) || isNews(before.agents, now.agents);

const isNews = (before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): boolean =>
  before.size !== now.size || [...now].some(([id, row]) => before.get(id) !== row);

/** Ids of the agents whose row is new or another one. */
export const changedAgents = (before: ToldBoard, now: ToldBoard): readonly string[] =>
  [...now.agents].filter(([id, row]) => before.agents.get(id) !== row).map(([id]) => id);

type News = {
  readonly board: WallboardFound;
  readonly before: ToldBoard;
  readonly now: ToldBoard;
  /** Whose rows are told. */
  readonly agents: ReadonlySet<string>;
};

/** The message for one listener: numbers whole, of the queues those that have changed, and these agents. */
export function wallboardPush(topic: string, viewer: UserActor, { board, before, now, agents }: News): Push {
  const gone = (was: ReadonlyMap<string, string>, is: ReadonlyMap<string, string>) =>
    [...was.keys()].filter((id) => !is.has(id));
  const data = {
    ...numbersShape(board, viewer),
    queues: board.queues
      .filter(({ queue: { id } }) => before.queues.get(id) !== now.queues.get(id))
      .map((one) => queueShape(one, board.at)),
    agents: board.agents.filter(({ id }) => agents.has(id)).map((one) => agentShape(one, viewer)),
    removedQueues: gone(before.queues, now.queues),
    removedAgents: gone(before.agents, now.agents),
  };
  return { user: viewer.id, topic, data: data satisfies Record<keyof WallboardMessage, unknown> };
}
