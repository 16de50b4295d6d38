import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { bounceClass, bounceStatus } from "./bounce-class.ts";
import { isReportSubject } from "./report-words.ts";
import { actionOfWords } from "./told-recipient.ts";

const folder = new URL("../../../../fixtures/mail/report-words/", import.meta.url);
const read = (name: string) => JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8"));

test("reasons in the words of twenty-five languages have their class", (t) => {
  const reasons: Readonly<Record<string, readonly string[]>> = read("reasons");
  const all = Object.entries(reasons).flatMap(([wanted, texts]) => texts.map((text) => ({ wanted, text })));
  const wrong = all.filter(({ wanted, text }) => bounceClass(bounceStatus("", text), text) !== wanted);
  t.diagnostic(`${all.length - wrong.length} of ${all.length} reasons right`);
  assert.deepEqual(wrong, []);
  assert.ok(all.length >= 340);
});

test("subjects of reports are known in those languages, and those of people are none", () => {
  const { reports, people }: Readonly<Record<"reports" | "people", readonly string[]>> = read("subjects");
  assert.deepEqual(
    reports.filter((subject) => !isReportSubject(subject)),
    [],
  );
  assert.deepEqual(people.filter(isReportSubject), []);
  assert.ok(reports.length >= 120 && people.length >= 40);
});

test("what is still being tried is a delay in those languages", () => {
  const delays: readonly string[] = read("delays");
  assert.deepEqual(
    delays.filter((text) => actionOfWords("", text) !== "delayed"),
    [],
  );
  assert.ok(delays.length >= 20);
});
