import assert from "node:assert/strict";
import test from "node:test";
import { followAgent } from "./following.ts";
import { createPreferences, type Preferences } from "./preferences.ts";

function scene() {
  const store = createPreferences({ getItem: () => null, setItem: () => undefined }, ["en"]);
  const saved: Partial<Preferences>[] = [];
  const due: (() => void)[] = [];
  const follows = followAgent({
    store,
    save: async (changed) => saved.push(changed) + 10,
    after: (_, does) => due.push(does),
  });
  const wait = async (): Promise<void> => {
    for (const does of due.splice(0)) does();
    await Promise.resolve();
  };
  return { store, saved, follows, wait };
}

test("what the server keeps of an agent wins over what this device remembers, and is not sent back", async () => {
  const { store, saved, follows, wait } = scene();
  store.setState({ density: "compact" });
  follows.adopt({
    version: 3,
    theme: "dark",
    panes: { list: 400, foreign: true },
    language: "xx",
    replyLanguage: "pt",
  });
  await wait();
  const { theme, density, panes, language, replyLanguage } = store.getState();
  assert.deepEqual([theme, density, language, replyLanguage], ["dark", "compact", "en", "pt"]);
  assert.deepEqual(panes, { list: 400, context: 300 });
  assert.deepEqual(saved, []);
});

test("changes are kept together, only what changed, and nothing before the server has said what it keeps", async () => {
  const { store, saved, follows, wait } = scene();
  store.setState({ theme: "light" });
  await wait();
  assert.deepEqual(saved, []);
  follows.adopt({ version: 0 });
  store.setState({ theme: "dark" });
  store.setState({ sound: false });
  await wait();
  assert.deepEqual(saved, [{ theme: "dark", sound: false }]);
});

test("an older word of the server, or one that comes while a choice is on its way, takes nothing back", async () => {
  const { store, saved, follows, wait } = scene();
  follows.adopt({ version: 5, theme: "light" });
  store.setState({ theme: "dark" });
  follows.adopt({ version: 6, theme: "light", density: "compact" });
  assert.deepEqual([store.getState().theme, store.getState().density], ["dark", "compact"]);
  await wait();
  assert.deepEqual(saved, [{ theme: "dark" }]);
  follows.adopt({ version: 6, theme: "light" });
  assert.equal(store.getState().theme, "dark");
});

test("a sound is kept with its volume, and what an older release kept of it still counts", () => {
  const { store, follows } = scene();
  follows.adopt({ version: 1, sound: { name: "bell", repeats: true } });
  assert.deepEqual(store.getState().sound, { name: "bell", volume: 0.5, repeats: true });
  follows.adopt({ version: 2, sound: false });
  assert.equal(store.getState().sound, false);
  follows.adopt({ version: 3, sound: true, afterDone: "list" });
  assert.deepEqual(store.getState().sound, { name: "tones", volume: 0.5, repeats: false });
  assert.equal(store.getState().afterDone, "list");
});
