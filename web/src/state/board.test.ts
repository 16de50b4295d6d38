import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { type Board, type BoardNews, boardAfter, topicOf } from "./board.ts";

type Queue = Board["queues"][number];
type Picture = Readonly<Record<string, number>>;

const queue = (id: string, waiting: number): Queue => ({
  ...{ id, name: id, waiting, offered: 0, inWork: 0, ready: 0, capable: 0, level: "fine", trend: [] },
  ...{ arrivalsPerHour: 0, donePerHour: 0, slaBase: 0 },
});
const timeAt = (second: number): string => new Date(Date.UTC(2026, 10, 23, 10, 0, second)).toISOString();
const numbersAt = (second: number, waiting: number) => ({
  asOf: timeAt(second),
  totals: { waiting, offered: 0, inWork: 0, ready: 0, arrivalsPerHour: 0, donePerHour: 0, done: 0 },
  ...{ attention: [], deliveries: {} as Board["deliveries"] },
});
const boardOf = (second: number, rows: Picture): Board => ({
  ...numbersAt(second, second),
  queues: Object.entries(rows).map(([id, waiting]) => queue(id, waiting)),
  agents: [],
});
const newsOf = (second: number, before: Picture, now: Picture, topic = "/postroom/v1/wallboard"): BoardNews => ({
  ...{ messageType: "Wallboard", topic, ...numbersAt(second, second) },
  queues: Object.entries(now).flatMap(([id, waiting]) => (before[id] === waiting ? [] : [queue(id, waiting)])),
  removedQueues: Object.keys(before).filter((id) => !(id in now)),
  ...{ agents: [], removedAgents: [] },
});

test("a board that hears what changed shows what one would read, in whatever order repeats come", () => {
  const picture = fc.dictionary(fc.constantFrom("a", "b", "c", "d"), fc.nat(3));
  fc.assert(
    fc.property(fc.array(picture, { minLength: 1, maxLength: 8 }), (pictures) => {
      let board = boardOf(0, pictures[0] ?? {});
      pictures.slice(1).forEach((now, index) => {
        const news = newsOf(index + 1, pictures[index] ?? {}, now);
        board = boardAfter(boardAfter(board, news), news);
        board = boardAfter(board, newsOf(index, {}, pictures[0] ?? {}));
      });
      const shown = Object.fromEntries(board.queues.map(({ id, waiting }) => [id, waiting]));
      assert.deepEqual(shown, { ...pictures.at(-1) });
      assert.equal(board.totals.waiting, pictures.length - 1);
    }),
  );
});

test("what is told of another group is none of its news", () => {
  const board = { ...boardOf(0, { a: 1 }), group: { id: "g1", name: "FrontLine" } };
  assert.equal(topicOf(board), "/postroom/v1/wallboard/g1");
  assert.equal(boardAfter(board, newsOf(1, {}, { a: 2 })), board);
  const news = newsOf(1, { a: 1 }, { a: 2 }, "/postroom/v1/wallboard/g1");
  assert.equal(boardAfter(board, news).queues[0]?.waiting, 2);
});
