import assert from "node:assert/strict";
import { test } from "node:test";
import { ownMailboxes } from "./own-mailboxes.ts";
import { chooseSender, maySendFrom, type SenderQuestion } from "./sender-choice.ts";

const support = { address: "support@acme.test", aliases: ["help@acme.test"] };
const sales = { address: "sales@acme.test", aliases: [] };
const billing = { address: "billing@acme.test", aliases: [] };
const mailboxes = [support, sales, billing];
const own = ownMailboxes(mailboxes);
const at = (...addresses: string[]) => addresses.map((address) => ({ name: "", address }));
const choose = (over: Partial<SenderQuestion>) =>
  chooseSender({
    to: [],
    cc: [],
    receiving: support,
    own,
    defaultFromAddress: "billing@acme.test",
    allowed: [],
    mailboxes,
    ...over,
  });

test("1: the receiving mailbox as the customer wrote it, in To or Cc", () => {
  assert.equal(choose({ to: at("sales@acme.test", "Help@acme.test") }), "Help@acme.test");
  assert.equal(choose({ to: at("sales@acme.test"), cc: at("support@acme.test") }), "support@acme.test");
  assert.equal(choose({ to: at("support+c.1.mac@acme.test") }), "support@acme.test");
});

test("2: the first other own mailbox in To, then in Cc", () => {
  assert.equal(choose({ to: at("ann@x.test", "sales@acme.test"), cc: at("billing@acme.test") }), "sales@acme.test");
  assert.equal(choose({ to: at("ann@x.test"), cc: at("sales@acme.test") }), "sales@acme.test");
});

test("2: also when the mailbox that received the mail is gone", () => {
  assert.equal(choose({ receiving: undefined, to: at("gone@acme.test", "sales@acme.test") }), "sales@acme.test");
});

test("3: the receiving mailbox of blind and redirected mail", () => {
  assert.equal(choose({ to: at("list@x.test") }), "support@acme.test");
});

test("4 and 5: the default, then the first allowed address, and nothing else without a parent", () => {
  assert.equal(choose({ receiving: undefined }), "billing@acme.test");
  assert.equal(
    choose({ receiving: undefined, defaultFromAddress: undefined, allowed: ["sales@acme.test"] }),
    "sales@acme.test",
  );
  assert.equal(choose({ receiving: undefined, defaultFromAddress: "gone@acme.test" }), "support@acme.test");
});

test("every step is left out where the user may not use it", () => {
  const allowed = ["sales@acme.test"];
  assert.equal(choose({ to: at("help@acme.test"), cc: at("sales@acme.test"), allowed }), "sales@acme.test");
  assert.equal(choose({ to: at("help@acme.test"), allowed }), "sales@acme.test");
  assert.equal(choose({ to: at("help@acme.test"), allowed: ["gone@acme.test"] }), undefined);
  assert.equal(maySendFrom("help@acme.test", { own, allowed: ["support@acme.test"] }), true);
  assert.equal(maySendFrom("support+x@acme.test", { own, allowed: [] }), false);
  assert.equal(maySendFrom("ann@x.test", { own, allowed: [] }), false);
});
