import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type GuardedRecipient, type GuardFacts, guardRecipients, isBlocked } from "./recipient-guard.ts";

const to = (address: string, over: Partial<GuardedRecipient> = {}): GuardedRecipient => ({
  address,
  isOwn: address.endsWith("@acme.test"),
  contact: undefined,
  isBouncing: false,
  ...over,
});
const ann = { name: "Ann", address: "ann@customer.test" };
const original = { from: ann, replyTo: [], isSenderVerified: true, listAddresses: [] };
const facts = (over: Partial<GuardFacts> = {}): GuardFacts => ({
  recipients: [to("Ann@customer.test")],
  original,
  participants: ["ann@customer.test"],
  text: "Dear Ann, it comes tomorrow.",
  notes: [],
  namedCases: [],
  hasAttachments: false,
  ...over,
});
const told = (over: Partial<GuardFacts>) =>
  guardRecipients(facts(over), {}).map(({ kind, address }) => (address === undefined ? kind : `${kind} ${address}`));

test("an ordinary answer has no warning, and neither has an ordinary new mail", () => {
  assert.deepEqual(told({}), []);
  assert.deepEqual(told({ original: undefined, participants: [], recipients: [to("new@other.test")] }), []);
});

test("newToThread: somebody who was not there before, never a colleague", () => {
  const recipients = [to("ann@customer.test"), to("eve@other.test"), to("bob@acme.test")];
  assert.deepEqual(told({ recipients }), ["newToThread eve@other.test"]);
});

test("customerSeesCustomer: contacts of two organisations, one brought in now", () => {
  const recipients = [to("ann@customer.test", { contact: "C1" }), to("joe@other.test", { contact: "C2" })];
  assert.deepEqual(told({ recipients }), ["newToThread joe@other.test", "customerSeesCustomer"]);
  assert.deepEqual(told({ recipients, participants: ["ann@customer.test", "joe@other.test"] }), []);
  const colleagues = [to("ann@customer.test", { contact: "C1" }), to("joe@customer.test", { contact: "C2" })];
  assert.deepEqual(told({ recipients: colleagues }), ["newToThread joe@customer.test"]);
  const publics = [to("a@gmail.com", { contact: "C1" }), to("b@gmail.com", { contact: "C2" })];
  assert.ok(told({ recipients: publics }).includes("customerSeesCustomer"));
});

test("noteTextInBody: a sentence of a note, not a word of one", () => {
  const notes = ["Careful.\nThis customer is about to leave us for good!"];
  assert.deepEqual(told({ notes, text: "Hi, this customer is about\nto leave us for good." }), ["noteTextInBody"]);
  assert.deepEqual(told({ notes, text: "Careful, this customer is right." }), []);
});

test("caseOfSomebodyElse: a tag whose participants do not get the mail", () => {
  const tag = "[#17-ABCD]";
  assert.deepEqual(told({ namedCases: [{ tag, participants: ["joe@other.test"] }] }), ["caseOfSomebodyElse"]);
  assert.deepEqual(told({ namedCases: [{ tag, participants: ["ANN@customer.test"] }] }), []);
});

test("addressBounced and noReplyAddress name the address", () => {
  const recipients = [to("ann@customer.test", { isBouncing: true })];
  assert.deepEqual(told({ recipients }), ["addressBounced ann@customer.test"]);
  const participants = ["no-reply@shop.test"];
  assert.deepEqual(told({ recipients: [to("no-reply@shop.test")], participants }), [
    "noReplyAddress no-reply@shop.test",
  ]);
});

test("onlyColleagues: an answer to a customer that no customer gets", () => {
  const recipients = [to("bob@acme.test"), to("sue@acme.test")];
  assert.deepEqual(told({ recipients }), ["onlyColleagues"]);
  assert.deepEqual(told({ recipients, original: undefined }), []);
});

test("replyToOtherDomain: only where it is used, and not within one organisation", () => {
  const at = (address: string) => ({ ...original, replyTo: [{ name: "", address }] });
  const participants = ["ann@customer.test", "ann@evil.test", "ann@mail.customer.test"];
  const recipients = [to("ann@evil.test")];
  assert.deepEqual(told({ original: at("ann@evil.test"), recipients, participants }), [
    "replyToOtherDomain ann@evil.test",
  ]);
  assert.deepEqual(told({ original: at("ann@evil.test"), participants }), []);
  const below = [to("ann@mail.customer.test")];
  assert.deepEqual(told({ original: at("ann@mail.customer.test"), recipients: below, participants }), []);
});

test("listMunging: the answer goes to the list", () => {
  const listed = { ...original, listAddresses: ["riders@lists.test"] };
  const participants = ["riders@lists.test", "ann@customer.test"];
  assert.deepEqual(told({ original: listed, recipients: [to("riders@lists.test")], participants }), [
    "listMunging riders@lists.test",
  ]);
  assert.deepEqual(told({ original: listed, participants }), []);
});

test("senderNotVerified: where the unproven sender gets the answer", () => {
  const unproven = { ...original, isSenderVerified: false };
  assert.deepEqual(told({ original: unproven }), ["senderNotVerified Ann@customer.test"]);
});

test("attachmentForgotten: in several languages, with word boundaries", () => {
  for (const text of [
    "Please find attached",
    "Die Rechnung ist im Anhang.",
    "Voir pièce jointe",
    "請見附件",
    "見積書を添付します",
  ])
    assert.deepEqual(told({ text }), ["attachmentForgotten"], text);
  assert.deepEqual(told({ text: "Please find attached", hasAttachments: true }), []);
  assert.deepEqual(told({ text: "An unattached part" }), []);
});

test("a queue makes a block of a warning, of that kind only", () => {
  const recipients = [to("ann@customer.test", { isBouncing: true }), to("eve@other.test")];
  const warnings = guardRecipients(facts({ recipients }), { newToThread: "block" });
  assert.deepEqual(
    warnings.map(({ kind, level }) => `${kind} ${level}`),
    ["newToThread block", "addressBounced warn"],
  );
  assert.equal(isBlocked(warnings), true);
  assert.equal(isBlocked(guardRecipients(facts({ recipients }), {})), false);
});

test("every warning is told once for each address, whatever the case it is written in", () => {
  const address = fc.constantFrom(
    "ann@customer.test",
    "ANN@Customer.test",
    "eve@other.test",
    "no-reply@shop.test",
    "bob@acme.test",
  );
  fc.assert(
    fc.property(fc.array(address), fc.boolean(), (list, isBouncing) => {
      const warnings = guardRecipients(facts({ recipients: list.map((each) => to(each, { isBouncing })) }), {});
      const keys = warnings.map(({ kind, address: about }) => `${kind} ${about?.toLowerCase()}`);
      assert.equal(new Set(keys).size, keys.length);
    }),
  );
});
