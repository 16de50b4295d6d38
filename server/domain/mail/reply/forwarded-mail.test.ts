import assert from "node:assert/strict";
import { test } from "node:test";
import { forwardedMail } from "./forwarded-mail.ts";
import { forwardSamples } from "./replies.fixture.ts";

const inline = (from: string) =>
  forwardedMail({
    subject: "Fwd: Bells",
    text: `See below.\n\n---------- Forwarded message ---------\nFrom: ${from}\nDate: Tue, 24 Nov 2026 09:12\nSubject: Bells\nTo: <bob@harbour.test>\n\nOne is missing.`,
    attached: undefined,
  });

test("the sender of what is passed on can be answered, however the client prints an address", () => {
  const clara = { name: "Clara Wood", address: "clara@brook.test" };
  for (const from of [
    "Clara Wood <clara@brook.test>",
    '"Clara Wood" <clara@brook.test>;',
    "Clara Wood [mailto:clara@brook.test]",
    "Clara Wood (clara@brook.test)",
  ]) {
    assert.deepEqual(inline(from)?.from, clara, from);
  }
  assert.deepEqual(inline("clara@brook.test<mailto:clara@brook.test>")?.from, {
    name: "",
    address: "clara@brook.test",
  });
  assert.deepEqual(inline("Clara Wood <clara@brook.test>"), {
    from: clara,
    to: "<bob@harbour.test>",
    subject: "Bells",
    date: "Tue, 24 Nov 2026 09:12",
    source: "inline",
  });
});

test("nobody is offered where no address is told", () => {
  assert.equal(inline("Clara Wood"), undefined);
  assert.equal(forwardedMail({ subject: "Hello", text: "One bell is missing.", attached: undefined }), undefined);
});

test("of the forwards that we know each with an address can be answered", () => {
  for (const { name, subject, text, expected } of forwardSamples) {
    if (expected?.from.includes("@") !== true) continue;
    assert.match(forwardedMail({ subject, text, attached: undefined })?.from.address ?? "", /^\S+@\S+$/, name);
  }
});
