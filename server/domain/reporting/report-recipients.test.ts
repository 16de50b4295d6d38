import assert from "node:assert/strict";
import { test } from "node:test";
import { reportNotTo } from "./report-recipients.ts";

const receivers = {
  mailboxes: [{ address: "support@acme.test", aliases: ["help@shop.test"] }],
  agentDomains: ["bücher.test"],
};

test("a domain of ours is known in whichever form it is written, and one that only ends like it is another", () => {
  const to = (address: string) => reportNotTo(address, receivers);
  for (const ours of ["a@ACME.test", "a@shop.test", "a@xn--bcher-kva.test", "a@bücher.test"])
    assert.equal(to(ours), undefined, ours);
  for (const foreign of ["a@evil-acme.test", "a@acme.test.evil.test", "a@sub.acme.test", "a@test"])
    assert.match(
      to(foreign) ?? "",
      /so that no figures leave it \(acme\.test, shop\.test, xn--bcher-kva\.test\)/,
      foreign,
    );
  for (const mailbox of ["Support@acme.test", "help+x@shop.test"]) assert.match(to(mailbox) ?? "", /is a mailbox/);
  for (const none of ["", "a@", "a b@acme.test", "a@acme.test, b@evil.test", "a@acme.test\r\nBcc: b@evil.test"])
    assert.match(to(none) ?? "", /^not an e-mail address/, none);
});
