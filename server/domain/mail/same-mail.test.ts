import assert from "node:assert/strict";
import { test } from "node:test";
import { isSameMail } from "./same-mail.ts";

const mail = {
  from: "ann@customer.test",
  subject: "Order 4711",
  text: "One bell is missing.",
  attachments: [{ sha256: "aa" }],
};

test("a mail is the same when author, subject, text and attachments are", () => {
  assert.equal(isSameMail(mail, { ...mail, attachments: [{ sha256: "aa" }] }), true);
  for (const change of [
    { from: undefined },
    { subject: "Order 4712" },
    { text: "Two bells are missing." },
    { attachments: [] },
    { attachments: [{ sha256: "ab" }] },
  ]) {
    assert.equal(isSameMail(mail, { ...mail, ...change }), false, JSON.stringify(change));
  }
});
