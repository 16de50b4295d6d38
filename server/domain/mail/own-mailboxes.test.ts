import assert from "node:assert/strict";
import { test } from "node:test";
import { ownMailboxes, withoutTag } from "./own-mailboxes.ts";

const own = ownMailboxes([
  { address: "support@acme.test", aliases: ["help@acme.test", "c+plus@acme.test"] },
  { address: "sales@acme.test", aliases: ["help@acme.test"] },
]);

test("a mailbox is found by its address, an alias and any tag, without case", () => {
  assert.deepEqual(own.find("HELP@Acme.test")?.address, "help@acme.test");
  assert.deepEqual(own.find("help@acme.test")?.mailbox.address, "support@acme.test");
  assert.deepEqual(own.find("Sales+c.4711.abc@acme.test"), {
    mailbox: { address: "sales@acme.test", aliases: ["help@acme.test"] },
    address: "sales@acme.test",
    isTagged: true,
  });
  assert.equal(own.find("c+plus@acme.test")?.isTagged, false);
});

test("a domain is the same as U-labels, as A-labels, and decomposed", () => {
  const forms = ["hallo@büro.test", "Hallo@XN--BRO-HOA.test", "hallo+x@bu\u0308ro.test", "HALLO@BÜRO.TEST"];
  for (const written of forms.slice(0, 2)) {
    const international = ownMailboxes([{ address: written, aliases: [] }]);
    for (const form of forms) assert.equal(international.find(form)?.address, written, form);
    assert.equal(international.find("hallo@buero.test"), undefined);
  }
});

test("a stranger's address is nobody's", () => {
  for (const address of [
    "support@other.test",
    "xsupport@acme.test",
    "+support@acme.test",
    "support",
    "",
    "@acme.test",
  ]) {
    assert.equal(own.owns(address), false, address);
  }
});

test("only a tag in the local part is cut off", () => {
  assert.equal(withoutTag("a+b+c@x.test"), "a@x.test");
  assert.equal(withoutTag("a@x+y.test"), "a@x+y.test");
});
