import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import {
  addressWithToken,
  isOurLoopMark,
  loopMark,
  type Mac,
  numberInSubject,
  ownMessageIdsIn,
  readToken,
  subjectTag,
  threadMessageId,
  threadOfMessageId,
} from "./token.ts";

const macWith =
  (key: string): Mac =>
  (text) =>
    createHmac("sha256", key).update(text).digest();
const mac = macWith("ours");
const foreign = macWith("theirs");
const thread = "0000Wa9CB77W01AA";
const idText = fc.stringMatching(/^[A-Za-z0-9-]{1,20}$/);

test("a token goes into the mailbox's address as its tag and is read back, in lower case too", () => {
  const address = addressWithToken("support@acme.test", "c", thread, mac) ?? "";
  assert.match(address, /^support\+c\.0000Wa9CB77W01AA\.[a-z2-7]{16}@acme\.test$/);
  assert.deepEqual(readToken(address, mac), { kind: "c", id: thread, isRight: true });
  assert.deepEqual(readToken(address.toLowerCase(), mac), { kind: "c", id: thread.toLowerCase(), isRight: true });
});

test("an address that has a tag already gets the token in its place", () => {
  assert.match(addressWithToken("support+x@acme.test", "b", "S1", mac) ?? "", /^support\+b\.S1\./);
});

test("a token of another database, of another kind or of another id is wrong", () => {
  const address = addressWithToken("support@acme.test", "b", "S1", mac) ?? "";
  assert.equal(readToken(address, foreign)?.isRight, false);
  assert.equal(readToken(address.replace("+b.", "+c."), mac)?.isRight, false);
  assert.equal(readToken(address.replace(".S1.", ".S2."), mac)?.isRight, false);
});

test("what is no token is none, and what fits into no local part is not made", () => {
  for (const address of ["support@acme.test", "support+c.x@acme.test", "+c..aaaaaaaaaaaaaaaa", "", "a+news@acme.test"])
    assert.equal(readToken(address, mac), undefined, address);
  assert.equal(addressWithToken(`${"s".repeat(40)}@acme.test`, "c", thread, mac), undefined);
  assert.equal(addressWithToken("support@acme.test", "c", "a b", mac), undefined);
});

test("printing and reading a token are inverse", () => {
  fc.assert(
    fc.property(fc.constantFrom("c", "b"), idText, (kind, id) => {
      const address = addressWithToken("help@acme.test", kind, id, mac);
      assert.deepEqual(readToken(address ?? "", mac), { kind, id, isRight: true });
    }),
  );
});

test("our Message-IDs name their thread; nobody else can make one", () => {
  fc.assert(
    fc.property(idText, fc.stringMatching(/^[a-f0-9]{32}$/), (id, random) => {
      const messageId = threadMessageId(id, random, "acme.test", mac);
      assert.equal(threadOfMessageId(messageId, mac), id);
      assert.equal(threadOfMessageId(messageId, foreign), undefined);
      assert.equal(threadOfMessageId(messageId.replace("<c.", "<c.x"), mac), undefined);
    }),
  );
  assert.equal(threadOfMessageId("<a@b>", mac), undefined);
});

test("our Message-IDs are found in a text, each once; foreign ones are not", () => {
  const ours = threadMessageId(thread, "ab12", "acme.test", mac);
  const text = `Message-ID: ${ours}\r\nid=${ours.slice(1, -1)}. also <x@y.test> ${threadMessageId("T", "1", "a.test", foreign)}`;
  assert.deepEqual(ownMessageIdsIn(text, mac), [ours]);
});

test("a subject tag is read back only with its right check", () => {
  const tag = subjectTag(12345, mac);
  assert.match(tag, /^\[#12345-[A-Z2-7]{4}\]$/);
  assert.equal(numberInSubject(`Re: ${tag} Order`, mac), 12345);
  assert.equal(numberInSubject(`Re: ${tag.toLowerCase()} Order`, mac), 12345);
  assert.equal(numberInSubject(tag.replace("12345", "12346"), mac), undefined);
  assert.equal(numberInSubject(`[#1-AAAA] ${tag}`, mac), 12345);
  assert.equal(numberInSubject("[#12345] Order", mac), undefined);
});

test("only our own loop mark is ours", () => {
  assert.equal(isOurLoopMark(` ${loopMark(mac)} `, mac), true);
  assert.equal(isOurLoopMark(loopMark(foreign), mac), false);
  assert.equal(isOurLoopMark("", mac), false);
});

test("a text full of almost-ids is read in linear time", () => {
  const hostile = "c.".repeat(500_000) + "c.a.b.".repeat(1000);
  assert.deepEqual(ownMessageIdsIn(hostile, mac), []);
});
