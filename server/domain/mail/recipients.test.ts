import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Address } from "./address.ts";
import { ownMailboxes } from "./own-mailboxes.ts";
import { type AnsweredAddresses, replyAllCopies, replyRecipients } from "./recipients.ts";

const own = ownMailboxes([{ address: "support@acme.test", aliases: ["help@acme.test"] }]);
const at = (...addresses: string[]): readonly Address[] => addresses.map((address) => ({ name: "", address }));
const original = (over: Partial<AnsweredAddresses>): AnsweredAddresses => ({
  isOurs: false,
  from: { name: "Ann", address: "ann@x.test" },
  replyTo: [],
  to: at("support@acme.test"),
  cc: [],
  ...over,
});
const bare = (addresses: readonly Address[]) => addresses.map(({ address }) => address);

test("a reply goes to all of Reply-To, else to From", () => {
  assert.deepEqual(bare(replyRecipients(original({ replyTo: at("p@x.test", "q@x.test") }), own)), [
    "p@x.test",
    "q@x.test",
  ]);
  assert.deepEqual(replyRecipients(original({}), own), [{ name: "Ann", address: "ann@x.test" }]);
});

test("a Reply-To that no mail can go to is none", () => {
  assert.deepEqual(bare(replyRecipients(original({ replyTo: at("broken@") }), own)), ["ann@x.test"]);
  assert.deepEqual(bare(replyRecipients(original({ replyTo: at("broken@", "p@x.test") }), own)), ["p@x.test"]);
});

test("own mailboxes in Reply-To are dropped unless nothing would remain", () => {
  assert.deepEqual(bare(replyRecipients(original({ replyTo: at("help+c.1@acme.test", "p@x.test") }), own)), [
    "p@x.test",
  ]);
  assert.deepEqual(bare(replyRecipients(original({ replyTo: at("help@acme.test") }), own)), ["help@acme.test"]);
});

test("a bounce without sender has no recipient, and our own mail is answered to its To", () => {
  assert.deepEqual(replyRecipients(original({ from: undefined }), own), []);
  assert.deepEqual(replyRecipients(original({ from: { name: "", address: "" } }), own), []);
  assert.deepEqual(bare(replyRecipients(original({ isOurs: true, to: at("ann@x.test") }), own)), ["ann@x.test"]);
});

test("ReplyAll copies the other To addresses, then Cc, without us and without repetitions", () => {
  const mail = original({
    to: at("support@acme.test", "joe@x.test"),
    cc: at("bob@x.test", "help@acme.test", "JOE@x.test", "ann@x.test"),
  });
  assert.deepEqual(bare(replyAllCopies(mail, own, false)), ["joe@x.test", "bob@x.test"]);
  assert.deepEqual(bare(replyAllCopies(mail, own, true)), bare(mail.cc));
});

test("an answer to all never goes to an own mailbox beside somebody else, and to nobody twice", () => {
  const pool = fc.constantFrom(
    "ann@x.test",
    "Ann@X.test",
    "bob@x.test",
    "support@acme.test",
    "Help@acme.test",
    "help+1@acme.test",
  );
  const list = fc.array(pool, { maxLength: 6 }).map((addresses) => at(...addresses));
  fc.assert(
    fc.property(list, list, list, (replyTo, to, cc) => {
      const mail = original({ replyTo, to, cc });
      const all = [...replyRecipients(mail, own), ...replyAllCopies(mail, own, false)];
      assert.equal(new Set(bare(all).map((address) => address.toLowerCase())).size, all.length);
      assert.ok(replyAllCopies(mail, own, false).every(({ address }) => !own.owns(address)));
    }),
  );
});
