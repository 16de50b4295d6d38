import type { UserActor } from "../domain/agent/actor.ts";
import { forbids } from "../domain/agent/permissions.ts";
import type { Publisher, Push } from "../ports/publisher.ts";
import type { Store } from "../ports/store.ts";
import type { Reading } from "../ports/transaction.ts";
import { type WallboardFound, wallboardOf } from "../queries/supervisor/wallboard.ts";
import {
  boardTold,
  changedAgents,
  hasNews,
  nothingTold,
  type ToldBoard,
  wallboardPush,
  wallboardTopic,
} from "../wire/desktop/wallboard-push.ts";

/** What listeners of a topic know, and since when it was told last, and whole. Wall milliseconds. */
type Known = {
  readonly told: ToldBoard;
  readonly at: number;
  readonly wholeAt: number;
  readonly listeners: string;
  /** Agents who are still to be told of: more than fit into one message. */
  readonly owed: readonly string[];
};

/** By topic: what this process has told its own sessions. */
export type Showing = Map<string, Known>;

/** Nothing new for so long is told too: who listens knows that the numbers are of now. */
const silentMs = 3_000;
/** Agents in one message: about 150 kB, so that a session may leave several waiting (`bayeuxQueueBytesMax`). */
const agentsMax = 500;
/** Everything again: who came between two tellings may have read what was told to nobody. */
const wholeMs = 30_000;

/**
 * Tells those who look at a wallboard what has changed of it. Costs nothing while nobody looks; rights are asked for anew each time.
 * desktop.md 7, 13
 */
export async function showOnce(
  store: Store,
  publisher: Pick<Publisher, "publish" | "listeners">,
  showing: Showing,
): Promise<boolean> {
  const topics = publisher.listeners(wallboardTopic);
  for (const topic of showing.keys()) if (!topics.has(topic)) showing.delete(topic);
  for (const [topic, users] of topics) {
    const found = await store.read((reading) => boardFor(reading, topic, users));
    if (found === undefined) continue;
    publisher.publish(pushesOf(topic, found, showing));
  }
  return false;
}

type Found = { readonly board: WallboardFound; readonly viewers: readonly UserActor[] };

/** Undefined when nobody who listens may look, or there is no such group. */
async function boardFor(reading: Reading, topic: string, users: readonly string[]): Promise<Found | undefined> {
  const viewers: UserActor[] = [];
  for (const user of users) {
    const actor = await reading.users.actor(user);
    if (actor !== undefined && forbids(actor, "ReadWallboard") === undefined) viewers.push(actor);
  }
  if (viewers.length === 0) return undefined;
  const id = topic.slice(wallboardTopic.length + 1);
  const group = id === "" ? undefined : (await reading.centre.groups()).find((one) => one.id === id);
  if (id !== "" && group === undefined) return undefined;
  return { board: await wallboardOf(reading, group), viewers };
}

function pushesOf(topic: string, { board, viewers }: Found, showing: Showing): readonly Push[] {
  const listeners = viewers.map(({ id }) => id).join();
  const known = showing.get(topic);
  const isWhole = known === undefined || board.at - known.wholeAt >= wholeMs || known.listeners !== listeners;
  const before = isWhole ? nothingTold : known.told;
  const now = boardTold(board);
  const due = [...new Set([...(isWhole ? [] : known.owed), ...changedAgents(before, now)])];
  const isDue = isWhole || due.length > 0 || board.at - known.at >= silentMs || hasNews(before, now);
  if (!isDue) return [];
  const wholeAt = isWhole ? board.at : known.wholeAt;
  showing.set(topic, { told: now, at: board.at, wholeAt, listeners, owed: due.slice(agentsMax) });
  const agents = new Set(due.slice(0, agentsMax));
  return viewers.map((viewer) => wallboardPush(topic, viewer, { board, before, now, agents }));
}
