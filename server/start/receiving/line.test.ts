import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { MessageChannel } from "node:worker_threads";
import { createLine } from "./line.ts";

test("what is said in one turn crosses together and in order, and what is moved is moved", async (t) => {
  const { port1, port2 } = new MessageChannel();
  t.after(() => port1.close());
  const say = createLine<{ readonly word: string; readonly bytes?: Uint8Array }>({
    postMessage: (value, moved) => port1.postMessage(value, [...moved]),
  });
  const bytes = new Uint8Array([1, 2, 3]);
  say({ word: "first" });
  await Promise.resolve();
  say({ word: "second", bytes }, bytes.buffer);
  const [together] = await once(port2, "message");
  assert.deepEqual(together, [{ word: "first" }, { word: "second", bytes: new Uint8Array([1, 2, 3]) }]);
  assert.equal(bytes.byteLength, 0);

  say({ word: "third" });
  const [later] = await once(port2, "message");
  assert.deepEqual(later, [{ word: "third" }]);
});
