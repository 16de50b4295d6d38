import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cpuMs } from "../../../testing/cpu-ms.ts";
import { originalOfForward } from "./forward.ts";
import { forwardSamples } from "./replies.fixture.ts";

const plain = (text: string) => text.replace(/\s+/g, " ").trim();

test("of at least 30 forwards 95 % give the original exactly, apart from white space", (t) => {
  const wrong = forwardSamples.flatMap(({ name, subject, text, expected }) => {
    const found = originalOfForward({ subject, text, attached: undefined });
    if (expected === null) return found === undefined ? [] : [`${name}: taken for a forward`];
    const keys = ["from", "to", "subject", "date", "body"] as const;
    const bad = keys.filter((key) => plain(found?.[key] ?? "?") !== plain(expected[key]));
    return bad.length === 0 ? [] : [`${name}: ${bad.map((key) => `${key} ${JSON.stringify(found?.[key])}`).join()}`];
  });
  t.diagnostic(`${forwardSamples.length - wrong.length} of ${forwardSamples.length} forwards exactly right`);
  for (const each of wrong) t.diagnostic(each);
  assert.ok(forwardSamples.length >= 30);
  assert.ok(wrong.length <= forwardSamples.length * 0.05);
});

test("an attached message is the original, whatever the text says", () => {
  const attached = { from: "a@x.test", to: "b@x.test", subject: "s", date: "d", body: "t" };
  assert.deepEqual(originalOfForward({ subject: "Hello", text: "x", attached }), { ...attached, source: "attached" });
});

test("any text may be asked, and a megabyte made to hurt is read in time", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      (text) => void originalOfForward({ subject: "Fwd: x", text, attached: undefined }),
    ),
  );
  for (const piece of ["From: a\n", "From: a\n\n", "> ", "-", "-----\n", "a\n\n"]) {
    const startedAt = cpuMs();
    originalOfForward({ subject: "Fwd: x", text: piece.repeat(1_000_000 / piece.length), attached: undefined });
    assert.ok(cpuMs() - startedAt < 2000, piece);
  }
});
