import assert from "node:assert/strict";
import { test } from "node:test";
import { ownMailboxes } from "./own-mailboxes.ts";
import { whoseAddress } from "./whose-address.ts";

const support = { address: "support@acme.test", aliases: ["help@acme-help.test"] };
const sales = { address: "sales@shop.test", aliases: [] };
const mailboxes = [support, sales];
const known = { mailboxes, own: ownMailboxes(mailboxes) };

test("an address, an alias and a tag of either lead to their mailbox", () => {
  for (const address of ["SUPPORT@acme.test", "help@acme-help.test", "Help+c.1.2@ACME-help.test"])
    assert.deepEqual(whoseAddress(known, address), { mailbox: support }, address);
  assert.deepEqual(whoseAddress(known, "sales@shop.test"), { mailbox: sales });
});

test("postmaster of every own domain, that of an alias too, and of none, is the first mailbox", () => {
  for (const address of ["postmaster@acme.test", "Postmaster@acme-help.test", "postmaster@shop.test", "Postmaster"])
    assert.deepEqual(whoseAddress(known, address), { mailbox: support }, address);
});

test("who is not known in a domain of ours is no user, and another domain is not relayed to", () => {
  for (const address of ["nobody@acme.test", "postmaster2@shop.test", "support@shop.test"])
    assert.deepEqual(whoseAddress(known, address), { refused: "unknown-user" }, address);
  for (const address of ["postmaster@other.test", "support@sub.acme.test", "a%other.test@other.test", "support", ""])
    assert.deepEqual(whoseAddress(known, address), { refused: "relay" }, address);
});

test("without mailboxes nothing is ours", () => {
  const none = { mailboxes: [], own: ownMailboxes([]) };
  for (const address of ["postmaster@acme.test", "postmaster"])
    assert.deepEqual(whoseAddress(none, address), { refused: "relay" }, address);
});
