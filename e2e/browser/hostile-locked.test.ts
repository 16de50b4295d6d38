import assert from "node:assert/strict";
import test from "node:test";
import { noBrowser, startBrowser } from "../support/browser.ts";
import { isFull } from "../support/full.ts";
import { tricksAgainst } from "../support/hostile-corpus.ts";
import { showCorpus, unfenced } from "../support/hostile-desktop.ts";
import { startListener } from "../support/listener.ts";

/** So many must work where nothing stops them, or the corpus proves nothing. */
const workingMin = 30;

/** How long each is given, in milliseconds: a slow machine needs another round. */
const patience = [150, 600, 2_400];

test(
  "no hostile mail runs a script or calls home in the locked frame",
  {
    skip: isFull ? noBrowser : "POSTROOM_FAULTS=full shows the corpus in the locked frame too",
    timeout: 240_000,
  },
  (t) => showCorpus(t, "locked", ["html"]),
);

test("the same corpus runs and calls where nothing stops it", { skip: noBrowser, timeout: 120_000 }, async (t) => {
  const listener = await startListener(t);
  const browser = await startBrowser(t);
  const ways = new Set<string>();
  const called = () =>
    new Set(listener.calls.filter((url) => url.startsWith("/called/")).map((url) => url.split("/")[2]));
  const isEnough = (): boolean => ways.size >= workingMin && called().size >= workingMin;
  for (const patienceMs of patience) {
    if (isEnough()) break;
    const page = await (await browser.newContext()).newPage();
    for (const name of await unfenced(page, listener, tricksAgainst(listener.url), patienceMs)) ways.add(name);
  }
  t.diagnostic(JSON.stringify({ gate: "hostile.control", ran: ways.size, called: called().size }));
  assert.ok(isEnough(), `${ways.size} ran, ${called().size} called`);
});
