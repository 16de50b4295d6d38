import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { isFull } from "../support/full.ts";
import { needsPeers } from "../support/peers.ts";
import { runPostroom } from "../support/server.ts";
import { temporaryFolder } from "../support/team.ts";

/** A push has time for the quickest of them. */
const notNow = isFull ? false : "POSTROOM_FAULTS=full runs it";

/** Runs a benchmark: its lines, and the figures among them. */
async function benched(flags: readonly string[], withinMs = 120_000) {
  const { code, stdout, stderr } = await runPostroom(["bench", ...flags], withinMs);
  assert.equal(code, 0, stderr);
  const lines = stdout.split("\n");
  return { lines, figures: lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line)) };
}

test(
  "bench mail prints a line for each figure and a table, beside Postfix where it may be started",
  isFull ? needsPeers("smtp-sink") : { skip: notNow },
  async () => {
    const { figures, lines } = await benched(["mail", "--quick"], 240_000);
    assert.deepEqual(
      figures.map(({ figure }) => figure),
      [
        "accept, new connections",
        "accept, reused connections",
        "accept, 216 kB, reused connections",
        "pipeline, accepted to queued",
        "written, sealed and signed by API (two operations)",
        "send with the durable queue and DKIM",
      ],
    );
    for (const { figure, postroom } of figures) {
      assert.ok(postroom > 0, figure);
      assert.equal(lines.filter((line) => line.startsWith(`${figure} `)).length, 1, "a row of the table");
    }
    assert.equal(figures.filter(({ floor }) => floor > 0).length, 3);
    const beside = figures.filter(({ peer }) => peer?.value > 0).length;
    assert.equal(beside, process.getuid?.() === 0 ? 4 : 0);
  },
);

test("bench store asks the same of few and of many e-mails, and says what years cost", { skip: notNow }, async (t) => {
  const file = join(await temporaryFolder(t), "figures.md");
  const { figures } = await benched(["store", "--quick", "--write", file]);
  const ofQuestions = figures.filter(({ name }) => name.endsWith(", p95"));
  assert.equal(ofQuestions.length, 11);
  for (const { name, postroom, peer, ratio } of ofQuestions) {
    assert.ok(postroom > 0 && ratio > 0, name);
    assert.equal(peer.name, "400 e-mails");
  }
  assert.deepEqual(
    figures.slice(11).map(({ name }) => name),
    ["start", "on disk per e-mail"],
  );
  assert.match(await readFile(file, "utf8"), /^## store\n\nMade by `npx postroom bench store/m);
});

test("bench operations says what agents can do in a second, beside the database alone, and how long they wait", async () => {
  const { figures } = await benched(["operations", "--quick"]);
  assert.deepEqual(
    figures.map(({ name }) => name.replace(/\d+ operations\/s/, "n operations/s")),
    [
      "operations of 4 agents without a pause",
      "6 agents at work, n operations/s, p50",
      "6 agents at work, n operations/s, p99",
    ],
  );
  for (const { name, postroom } of figures) assert.ok(postroom > 0, name);
  assert.equal(figures[0].peer.name, "PostgreSQL alone");
});

test("bench scale says what several processes do together, and how long a dead one's mail waits for another", {
  ...(isFull ? needsPeers("initdb", "postgres") : { skip: notNow }),
}, async () => {
  const { figures } = await benched(["scale", "--quick"]);
  assert.deepEqual(
    figures.map(({ name }) => name),
    ["operations by one process", "operations by 2 processes", "take-over of a killed process's mail"],
  );
  for (const { name, postroom } of figures) assert.ok(postroom > 0, name);
});

test("bench routing says how soon a mail is offered, and how many offers there are a second with few and with many that wait", {
  skip: notNow,
}, async () => {
  const { figures } = await benched(["routing", "--quick"]);
  assert.deepEqual(
    figures.map(({ name }) => name),
    [
      ...["arrival to offer, p50", "arrival to offer, p95"],
      ...["offers of 100 that wait, 50 agents", "offers of 1,000 that wait, 50 agents", "offers with 200 agents ready"],
    ],
  );
  for (const { name, postroom } of figures) assert.ok(postroom > 0, name);
  assert.equal(figures[2].peer.name, "one-statement claim");
  assert.equal(figures[3].peer.value, figures[2].postroom);
});

test("bench push says what a notification and a waiting client cost, beside node:http and ws alone", {
  skip: process.platform === "linux" ? notNow : "only Linux tells what another process uses",
}, async () => {
  const { figures } = await benched(["push", "--quick"]);
  const costs = (name: string) => [
    `processor per delivery over ${name}`,
    ...["p50", "p99"].map((what) => `delivery over ${name} to 50 clients at once, ${what}`),
    ...["joining", "memory of the process", "memory of each", "heap of each"].map(
      (what) => `100 clients over ${name}: ${what}`,
    ),
  ];
  const restart = "100 clients over long-polling: coming back after a restart";
  assert.deepEqual(
    figures.map(({ name }) => name),
    [...costs("long-polling"), restart, `${restart}, until the last`, ...costs("WebSocket")],
  );
  assert.equal(figures[0].peer.name, "node:http alone");
  assert.equal(figures[9].peer.name, "ws alone");
  for (const index of [1, 2, 5, 7, 8, 10, 11, 14]) assert.ok(figures[index].postroom > 0, figures[index].name);
});
