import type { Interaction } from "../domain/interaction/interaction.ts";
import type { Extras } from "../ports/extras.ts";
import type { Reading } from "../ports/transaction.ts";

/** User names and queue names by id: what shapes show instead of ids. */
export type Names = {
  readonly users: ReadonlyMap<string, string>;
  readonly queues: ReadonlyMap<string, string>;
  /** What the desktop shows besides, by interaction. */
  readonly extras?: ReadonlyMap<string, Extras>;
};

/** The names that these interactions show: holders, authors of comments, queues; and what the desktop shows besides. Three questions however many there are. */
export async function namesIn(reading: Reading, interactions: readonly Interaction[]): Promise<Names> {
  const users = interactions.flatMap(({ holder, comments }) => [
    ...(holder === undefined ? [] : [holder]),
    ...comments.map(({ by }) => by),
  ]);
  const ids = interactions.map(({ id }) => id);
  return {
    users: await userNames(reading, users),
    queues: await queueNames(reading),
    extras: ids.length === 0 ? new Map() : await reading.extras.of(ids),
  };
}

/** User names of these ids, each asked for once. */
export async function userNames(reading: Reading, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const distinct = [...new Set(ids)];
  return distinct.length === 0 ? new Map() : reading.users.names(distinct);
}

/** Queues are few: all of them, by id. */
export const queueNames = async (reading: Reading): Promise<ReadonlyMap<string, string>> =>
  new Map((await reading.centre.queues()).map(({ id, name }) => [id, name]));
