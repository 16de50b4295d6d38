import assert from "node:assert/strict";
import { test } from "node:test";
import type { Routing } from "../queue/queue.ts";
import { couldEverGet } from "./could-ever-get.ts";

const routing = (over: Partial<Routing>): Routing => ({
  skills: "English >= 3",
  priority: 0,
  relax: [],
  overflow: undefined,
  ...over,
});
const agent = (levels: Readonly<Record<string, number>>) => ({ skills: new Map(Object.entries(levels)) });

test("an agent gets what the queue asks for now, or what it asks for later", () => {
  const relax = [{ afterMs: 60_000, skills: "English >= 1" }];
  assert.equal(couldEverGet(agent({ English: 3 }), routing({})), true);
  assert.equal(couldEverGet(agent({ English: 2 }), routing({})), false);
  assert.equal(couldEverGet(agent({ English: 2 }), routing({ relax })), true);
  assert.equal(couldEverGet(agent({}), routing({ relax })), false);
  assert.equal(couldEverGet(agent({}), routing({ skills: "" })), true);
});

test("what overflows can come to anybody", () => {
  assert.equal(couldEverGet(agent({}), routing({ overflow: { afterMs: 900_000, queue: "q" } })), true);
});
