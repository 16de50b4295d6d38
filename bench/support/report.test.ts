import assert from "node:assert/strict";
import test from "node:test";
import type { Figure } from "./figures.ts";
import { reportWith } from "./report.ts";

const rate: Figure = {
  ...{ name: "accept", unit: "mails/s", postroom: 650, rounds: 5 },
  ...{ peer: { name: "Postfix", value: 500 }, aim: { ratio: 1.3 } },
};

test("the report has each figure with its peer, ratio, aim and rounds, and what it was measured on", () => {
  const report = reportWith(
    "",
    { name: "mail", made: "By hand.", figures: [rate] },
    { processor: "2 × Some Core" },
    new Date(Date.UTC(2026, 10, 28, 23, 59)),
  );
  assert.match(report, /^\| accept \| 650 mails\/s \| 500 \(Postfix\) \| 1\.30 \| ≥ 1\.3 ×: reached \| – \| 5 \|$/m);
  assert.match(report, /^\| date \| 2026-11-28 \|$/m);
  assert.match(report, /^\| processor \| 2 × Some Core \|$/m);
});

test("what costs more than the peer may have a greatest ratio", () => {
  const of = (postroom: number) => ({
    ...{ name: "delivery", unit: "µs", postroom, rounds: 5 },
    aim: { ratioAtMost: 1.25 },
  });
  const figures = [50, 51].map((postroom) => ({ ...of(postroom), peer: { name: "alone", value: 40 } }));
  const report = reportWith("", { name: "push", made: "", figures }, {}, new Date(0));
  assert.match(report, /^\| delivery \| 50\.0 µs \| 40\.0 \(alone\) \| 1\.25 \| ≤ 1\.25 ×: reached \|/m);
  assert.match(report, /^\| delivery \| 51\.0 µs \| 40\.0 \(alone\) \| 1\.27 \| ≤ 1\.25 ×: missed \|/m);
});

test("what the library does alone stands beside the peer", () => {
  const report = reportWith("", { name: "mail", made: "", figures: [{ ...rate, floor: 1_500 }] }, {}, new Date(0));
  assert.match(report, /^\| accept \| .* \| 1500 mails\/s = 3\.00 × \| 5 \|$/m);
});

test("a benchmark that is measured again leaves the figures of the others", () => {
  const report = (text: string, name: string, postroom: number) =>
    reportWith(text, { name, made: "", figures: [{ ...rate, postroom }] }, {}, new Date(0));
  const both = report(report("", "store", 1), "mail", 2);
  assert.deepEqual(both.match(/^#.*$/gm), ["# Benchmarks", "## mail", "## store"]);
  assert.equal(report(report(both, "mail", 3), "mail", 2), both);
  assert.equal(report("# Benchmarks\n\nOf before.\n", "mail", 2), report("", "mail", 2));
});

test("what must not be exceeded is reached or missed", () => {
  const of = (postroom: number) =>
    reportWith(
      "",
      { name: "store", made: "", figures: [{ ...rate, postroom, aim: { atMost: 150 } }] },
      {},
      new Date(0),
    );
  assert.match(of(150), /≤ 150 mails\/s: reached/);
  assert.match(of(151), /≤ 150 mails\/s: missed/);
});
