import assert from "node:assert/strict";
import test from "node:test";
import { type Command, layers, obstacleOf } from "./command.ts";
import { nameOf, type Pressed, step } from "./keys.ts";
import { isBindable, problemOf } from "./own-keys.ts";
import { bindingsOf, registry } from "./registry.ts";

test("no key means two things in one layer, and none of those that work anywhere means another thing elsewhere", () => {
  const everywhere = registry.filter(({ layer }) => layer === "anywhere").flatMap(({ keys }) => keys);
  for (const layer of layers) {
    const keys = registry.filter((command) => command.layer === layer).flatMap((command) => command.keys);
    assert.deepEqual(keys, [...new Set(keys)], layer);
    if (layer !== "anywhere")
      assert.deepEqual(
        keys.filter((key) => everywhere.includes(key)),
        [],
        layer,
      );
  }
});

test("no key is the browser's or a chord with Alt", () => {
  for (const { id, keys } of registry) for (const key of keys) assert.ok(isBindable(key), `${id}: ${key}`);
  for (const key of [
    "^N",
    "^T",
    "^W",
    "^Q",
    "^Shift T",
    "^Tab",
    "^PageUp",
    "^R",
    "F5",
    "F11",
    "F12",
    "^Alt X",
    "Alt+x",
  ]) {
    assert.ok(!isBindable(key), key);
  }
});

test("single keys belong to no layer in which somebody types", () => {
  for (const { keys, layer, id } of registry) {
    if (layer === "page") continue;
    for (const key of keys) assert.match(key, /^\^|^(?:Shift\+)?F\d|^Escape$/, id);
  }
});

test("what sends, ends or gives away does not work from inside a mail", () => {
  const named = [
    "mail.done",
    "mail.transfer",
    "mail.workbin",
    "composer.sendDone",
    "composer.send",
    "session.end",
    "selection.assign",
    "selection.queue",
    "selection.workbin",
  ];
  for (const id of named) assert.equal(registry.find((one) => one.id === id)?.fromFrame, false, id);
});

const pressed = (changes: Partial<Pressed>): Pressed => ({
  ...{ key: "a", code: "KeyA", ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, isComposing: false },
  ...changes,
});

test("letters go by what they print, and by their place where no Latin letter is printed", () => {
  assert.equal(nameOf(pressed({ key: "a", code: "KeyQ" })), "a");
  assert.equal(nameOf(pressed({ key: "R", code: "KeyR" })), "r");
  assert.equal(nameOf(pressed({ key: "к", code: "KeyR" })), "r");
  assert.equal(nameOf(pressed({ key: "ق", code: "KeyR" })), "r");
  assert.equal(nameOf(pressed({ key: "?", code: "Slash", shiftKey: true })), "?");
});

test("chords are Ctrl, or Command on a Mac; AltGraph types, Alt does nothing, and composing fires nothing", () => {
  assert.equal(nameOf(pressed({ key: "Enter", code: "Enter", ctrlKey: true })), "^Enter");
  assert.equal(nameOf(pressed({ key: "Enter", code: "Enter", ctrlKey: true, shiftKey: true })), "^Shift Enter");
  assert.equal(nameOf(pressed({ key: "k", code: "KeyK", metaKey: true }), true), "^K");
  assert.equal(nameOf(pressed({ key: "(", code: "Digit8", ctrlKey: true, shiftKey: true })), "^Shift 8");
  assert.equal(nameOf(pressed({ key: "F2", code: "F2", shiftKey: true })), "Shift+F2");
  assert.equal(nameOf(pressed({ key: "]", code: "Digit9", ctrlKey: true, altKey: true })), "]");
  assert.equal(nameOf(pressed({ key: "r", code: "KeyR", altKey: true })), undefined);
  assert.equal(nameOf(pressed({ key: "r", isComposing: true })), undefined);
});

test("a sequence waits a second and a half for its second key", () => {
  const bindings = bindingsOf("page");
  const first = step("g", bindings, undefined, 1_000);
  assert.equal(first.kind, "wait");
  const sequence = { first: "g", at: 1_000 };
  assert.deepEqual(step("i", bindings, sequence, 2_500), { kind: "command", id: "go.inbox" });
  assert.deepEqual(step("i", bindings, sequence, 2_501), { kind: "command", id: "context.toggle" });
});

test("own keys replace the usual ones, and a key that is taken is refused with its owner", () => {
  assert.equal(bindingsOf("page", { "mail.reply": ["q"] })["q"], "mail.reply");
  assert.equal(bindingsOf("page", { "mail.reply": ["q"] })["r"], undefined);
  assert.deepEqual(problemOf("mail.reply", ["e"], {}), { key: "e", takenBy: "mail.done" });
  assert.deepEqual(problemOf("mail.reply", ["F2"], {}), { key: "F2", takenBy: "invitation.accept" });
  assert.deepEqual(problemOf("mail.reply", ["^W"], {}), { key: "^W" });
  assert.equal(problemOf("mail.reply", ["e"], { "mail.done": ["y"] }), undefined);
});

test("while something is selected, a verb is about that: as the server allows it on some, and to who leads on what others hold", () => {
  const row = (id: string, state: string, ...capabilities: readonly string[]) => ({ id, state, capabilities });
  const [own, waiting] = [row("a", "Processing", "Complete", "Transfer"), row("b", "Queued")];
  const doing = (rows: readonly object[], role: string): Parameters<typeof obstacleOf>[1] =>
    Object.assign(Object.create(null), { chosen: { rows, isWhole: false }, state: { user: { roles: [role] } } });
  const obstacle = (id: string, rows: readonly object[], role = "ROLE_AGENT") => {
    const command = registry.find((one) => one.id === id);
    return command === undefined ? "no such command" : obstacleOf(command, doing(rows, role));
  };
  assert.equal(obstacle("mail.done", [own, waiting]), undefined);
  assert.equal(obstacle("mail.done", [waiting]), "obstacle.notAllowed");
  assert.equal(obstacle("mail.done", [waiting], "ROLE_SUPERVISOR"), undefined);
  assert.equal(obstacle("mail.transfer", [waiting], "ROLE_SUPERVISOR"), "obstacle.notAllowed");
  assert.equal(obstacle("selection.assign", [own]), "obstacle.notLeading");
  assert.equal(obstacle("selection.assign", [waiting], "ROLE_SUPERVISOR"), undefined);
  assert.equal(obstacle("selection.assign", [row("c", "Completed")], "ROLE_SUPERVISOR"), "obstacle.notAllowed");
});

test("a verb that the server does not offer cannot run", () => {
  const command = registry.find(({ id }) => id === "mail.done");
  assert.ok(command !== undefined);
  const doing = (capabilities: readonly string[] | undefined): Parameters<typeof obstacleOf>[1] =>
    Object.assign(Object.create(null), { subject: capabilities && { capabilities } });
  const obstacle = (one: Command, given: readonly string[] | undefined) => obstacleOf(one, doing(given));
  assert.equal(obstacle(command, undefined), "obstacle.noItem");
  assert.equal(obstacle(command, ["Reply"]), "obstacle.notAllowed");
  assert.equal(obstacle(command, ["Complete"]), undefined);
});
