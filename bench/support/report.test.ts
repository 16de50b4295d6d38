import assert from "node:assert/strict";
import test from "node:test";
import type { Figure } from "./figures.ts";
import { reportOf } from "./report.ts";

const rate: Figure = {
  ...{ name: "accept", unit: "mails/s", postroom: 650, rounds: 5 },
  ...{ peer: { name: "Postfix", value: 500 }, aim: { ratio: 1.3 } },
};

test("the report has each figure with its peer, ratio, aim and rounds, and what it was measured on", () => {
  const report = reportOf([rate], { processor: "2 × Some Core" }, new Date(Date.UTC(2026, 10, 28, 23, 59)));
  assert.match(report, /^\| accept \| 650 mails\/s \| 500 \(Postfix\) \| 1\.30 \| ≥ 1\.3 ×: reached \| – \| 5 \|$/m);
  assert.match(report, /^\| date \| 2026-11-28 \|$/m);
  assert.match(report, /^\| processor \| 2 × Some Core \|$/m);
});

test("what the library does alone stands beside the peer", () => {
  const report = reportOf([{ ...rate, floor: 1_500 }], {}, new Date(0));
  assert.match(report, /^\| accept \| .* \| 1500 mails\/s = 3\.00 × \| 5 \|$/m);
});
