import assert from "node:assert/strict";
import test from "node:test";
import { oneAtATime } from "./once.ts";

test("what is asked again while it is under way is done once for both, and anew afterwards or after a failure", async () => {
  const begun: string[] = [];
  const ends: ((result: string | Error) => void)[] = [];
  const does = oneAtATime((id: string, how: string) => {
    begun.push(`${id} ${how}`);
    return new Promise<string>((resolve, reject) =>
      ends.push((result) => (result instanceof Error ? reject(result) : resolve(result))),
    );
  });
  const both = Promise.all([does("A", "reply"), does("A", "forward")]);
  const other = does("B", "reply");
  assert.deepEqual(begun, ["A reply", "B reply"]);
  ends[0]?.("made");
  assert.deepEqual(await both, ["made", "made"]);
  ends[1]?.(new Error("no"));
  await assert.rejects(other);
  void does("A", "forward");
  void does("B", "reply");
  assert.deepEqual(begun.slice(2), ["A forward", "B reply"]);
});
