import assert from "node:assert/strict";
import test from "node:test";
import { createTypedAhead } from "./typed-ahead.ts";

function ahead() {
  const replayed: string[] = [];
  let now = 0;
  const keys = createTypedAhead<{ readonly key: string }>({
    now: () => now,
    replay: ({ key }) => void replayed.push(key),
  });
  const press = (...pressed: readonly string[]) => pressed.map((key) => keys.takes({ key }));
  const opening = (key?: string) => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    keys.waitFor(promise, key);
    return async (isOpen: boolean): Promise<void> => {
      resolve(isOpen);
      await promise.then(() => undefined);
    };
  };
  const pass = (ms: number): void => {
    now += ms;
  };
  return { keys, replayed, press, opening, pass };
}

test("keys wait for what the last one opens, in their order, and Backspace takes the last of them back", async () => {
  const { press, opening, replayed } = ahead();
  assert.deepEqual(press("h"), [false]);
  const opened = opening();
  assert.deepEqual(press("h", "x", "Backspace", "i", "Enter", "F2", "ArrowDown"), [
    ...Array(5).fill(true),
    false,
    false,
  ]);
  assert.deepEqual(replayed, []);
  await opened(true);
  assert.deepEqual(replayed, ["h", "i", "Enter"]);
  assert.deepEqual(press("j"), [false]);
});

test("nobody gets the keys for what did not open, came too late, or was given up with Escape", async () => {
  const { press, opening, replayed, pass } = ahead();
  const refused = opening();
  press("e");
  await refused(false);
  const late = opening();
  press("e");
  pass(5_000);
  assert.deepEqual(press("j"), [false], "the page is not deaf for ever");
  await late(true);
  const givenUp = opening();
  assert.deepEqual(press("e", "Escape", "j"), [true, false, false]);
  await givenUp(true);
  assert.deepEqual(replayed, []);
});

test("a key that waited may itself open something, which the rest waits for", async () => {
  const pressed: string[] = [];
  const reply = Promise.withResolvers<boolean>();
  const keys = createTypedAhead<{ readonly key: string }>({
    now: () => 0,
    replay: (one) => {
      if (keys.takes(one)) return;
      pressed.push(one.key);
      if (one.key === "r") keys.waitFor(reply.promise);
    },
  });
  const accepted = Promise.resolve(true);
  keys.waitFor(accepted);
  for (const key of ["r", "h", "i"]) keys.takes({ key });
  await accepted.then(() => undefined);
  assert.deepEqual(pressed, ["r"]);
  reply.resolve(true);
  await reply.promise.then(() => undefined);
  assert.deepEqual(pressed, ["r", "h", "i"]);
});

test("the same key once more, at once and with nothing behind it, is the same wish and no letter", async () => {
  const { press, opening, replayed, pass } = ahead();
  const opened = opening("r");
  press("r");
  pass(400);
  press("r", "R", "r", "r");
  await opened(true);
  assert.deepEqual(replayed, ["R", "r", "r"]);
  const later = opening("r");
  pass(600);
  press("r");
  await later(true);
  assert.deepEqual(replayed.slice(3), ["r"]);
});

test("for a key that waited it counts when it was pressed, not when it is its turn", async () => {
  const pressed: string[] = [];
  let now = 0;
  const reply = Promise.withResolvers<boolean>();
  const keys = createTypedAhead<{ readonly key: string }>({
    now: () => now,
    replay: (one) => {
      if (keys.takes(one)) return;
      pressed.push(one.key);
      if (one.key === "r") keys.waitFor(reply.promise, "r");
    },
  });
  const accepted = Promise.resolve(true);
  keys.waitFor(accepted, "F2");
  keys.takes({ key: "r" });
  keys.takes({ key: "r" });
  now = 1_000;
  keys.takes({ key: "r" });
  await accepted.then(() => undefined);
  reply.resolve(true);
  await reply.promise.then(() => undefined);
  assert.deepEqual(pressed, ["r", "r"]);
});
