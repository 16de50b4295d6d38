import assert from "node:assert/strict";
import { test } from "node:test";
import type { ReportMail } from "./report.ts";
import type { KnownOfReport } from "./report-trust.ts";
import { readTextReport } from "./text-report.ts";

const nothing: KnownOfReport = { hasOurToken: false, namesOurMail: false, isOurs: () => false };

const mail = (from: string, subject: string, text: string, over: Partial<ReportMail> = {}): ReportMail => ({
  ...{ headers: [], envelopeFrom: "", from: [{ name: "", address: from }], subject, text, parts: [] },
  ...over,
});

const recipients = (given: ReportMail, known: Partial<KnownOfReport> = {}) =>
  readTextReport(given, { ...nothing, ...known })?.recipients.map(({ address }) => address);

const words = "Your message to ann@x.test could not be delivered.";
const coded = `${words}\n550 5.1.1 user unknown`;
const sentence =
  "An error occurred while trying to deliver the mail to the following recipients:\nann@x.test\nuser unknown";

test("the less a sender is believed, the more of a bounce its text has to be", () => {
  const rows: readonly (readonly [string, string, string, boolean])[] = [
    ["mailer-daemon@x.test", "Hello", words, true],
    ["mailer-daemon@x.test", "Hello", "ann@x.test has a new key", false],
    ["postmaster@x.test", "Hello", words, false],
    ["postmaster@x.test", "Undeliverable", words, true],
    ["postmaster@x.test", "Hello", coded, true],
    ["postmaster@x.test", "Hello", sentence, true],
    ["form@shop.test", "Hello", coded, false],
    ["form@shop.test", "Undeliverable", words, false],
    ["form@shop.test", "Hello", sentence, false],
    ["form@shop.test", "Undeliverable", coded, true],
    ["form@shop.test", "Undeliverable", sentence, true],
  ];
  for (const [from, subject, text, isReport] of rows)
    assert.deepEqual(
      recipients(mail(from, subject, text)),
      isReport ? ["ann@x.test"] : undefined,
      `${from} ${subject} ${text}`,
    );
});

test("a person reports nothing, whatever he quotes; a postmaster with an address of his own needs all signs", () => {
  const person = { envelopeFrom: "joe@y.test" };
  assert.equal(
    recipients(mail("joe@y.test", "Undeliverable", `${coded}\n${sentence}`, person), { namesOurMail: true }),
    undefined,
  );
  const postmaster = { envelopeFrom: "postmaster@x.test" };
  assert.equal(recipients(mail("postmaster@x.test", "Your mail", coded, postmaster)), undefined);
  assert.deepEqual(recipients(mail("postmaster@x.test", "Undeliverable", coded, postmaster)), ["ann@x.test"]);
});

test("a token or a Message-ID of ours makes nobody more credible", () => {
  for (const known of [{ hasOurToken: true }, { namesOurMail: true }]) {
    assert.deepEqual(recipients(mail("noreply@relay.test", "Hello", coded), known), ["ann@x.test"]);
    assert.equal(recipients(mail("noreply@relay.test", "Hello", words), known), undefined);
  }
});

test("who answers our envelope under any name needs all signs, and is not what he sends for a person", () => {
  const gateway = (subject: string, text: string, name = "X-Gate") => {
    const over = { envelopeFrom: "gate@x.test", headers: [{ name, value: "auto-replied" }] };
    return mail("gate@x.test", subject, text, over);
  };
  const token = { hasOurToken: true };
  assert.deepEqual(recipients(gateway("Delivery failure notification", coded), token), ["ann@x.test"]);
  assert.deepEqual(recipients(gateway("Delivery failure notification", sentence), token), ["ann@x.test"]);
  assert.deepEqual(recipients(gateway("Delivery failure notification", coded, "Auto-Submitted"), token), [
    "ann@x.test",
  ]);
  assert.equal(recipients(gateway("Delivery failure notification", words), token), undefined);
  assert.equal(recipients(gateway("Delivery failure notification", coded)), undefined);
  assert.equal(recipients(gateway("Your bounce", coded), token), undefined);
  assert.equal(recipients(gateway("I am away", coded, "Auto-Submitted"), token), undefined);
});

test("a Return-Path of the mail daemon is the null sender's, and Exchange's fields tell its postmaster from a person", () => {
  const path = (value: string) => ({ envelopeFrom: undefined, headers: [{ name: "Return-Path", value }] });
  for (const value of ["<>", " < > ", "<MAILER-DAEMON>", "<MAILER-DAEMON@mx.y.test>", "MAILER-DAEMON@mx.y.test"])
    assert.deepEqual(recipients(mail("postmaster@x.test", "Undeliverable", words, path(value))), ["ann@x.test"], value);
  for (const value of ["<mailer-daemon-fans@y.test>", "<postmaster@x.test>"])
    assert.equal(recipients(mail("postmaster@x.test", "Undeliverable", words, path(value))), undefined, value);
  const embedded = { envelopeFrom: "postmaster@x.test", headers: [{ name: "X-MS-Embedded-Report", value: "" }] };
  assert.deepEqual(recipients(mail("postmaster@x.test", "Undeliverable", words, embedded)), ["ann@x.test"]);
});

test("addresses of ours and the sender's own are passed over, and so are those where one may write instead", () => {
  const text =
    "Dear us@acme.test,\nmail to ann@x.test could not be delivered; contact: help@x.test\n550 5.1.1 unknown user";
  const isOurs = (address: string) => address === "us@acme.test";
  assert.deepEqual(
    recipients(mail("mailer-daemon@x.test", "failure notice", text.replace("; contact", "\ncontact")), { isOurs }),
    ["ann@x.test"],
  );
  const quota = mail(
    "mailer-daemon@acme.test",
    "Mailbox full",
    "us@acme.test: mail could not be delivered, over quota",
  );
  assert.equal(recipients(quota, { isOurs }), undefined);
});

test("what answers for a person is no bounce, and X-Autoreply: no is no answer", () => {
  const autoreply = (value: string) => ({ headers: [{ name: "X-Autoreply", value }] });
  assert.equal(recipients(mail("joe@x.test", "Undeliverable", coded, autoreply("yes"))), undefined);
  assert.deepEqual(recipients(mail("joe@x.test", "Undeliverable", coded, autoreply("no"))), ["ann@x.test"]);
});

test("X-Failed-Recipients wins over all that the text names", () => {
  const headers = [{ name: "X-Failed-Recipients", value: "bob@x.test, Joe@x.test" }];
  assert.deepEqual(recipients(mail("joe@y.test", "Hello", coded, { headers })), ["bob@x.test", "Joe@x.test"]);
});

test("what cannot be a report is not looked into: ordinary mail pays nothing for the words of bounces", () => {
  const unread = (over: Partial<ReportMail>): ReportMail =>
    Object.defineProperty({ ...mail("ann@x.test", "Order 4711", ""), ...over }, "text", {
      get: () => assert.fail("the text was read"),
    });
  assert.equal(recipients(unread({ envelopeFrom: "ann@x.test" }), { namesOurMail: true }), undefined);
  assert.equal(recipients(unread({ envelopeFrom: "" })), undefined);
  assert.equal(recipients(unread({ envelopeFrom: "ann@x.test" }), { hasOurToken: true }), undefined);
});
