import assert from "node:assert/strict";
import { test } from "node:test";
import { answeredIds, isSameMessageId, messageIdKey, splitMessageIds } from "./message-id.ts";

test("ids are split on white space, folds and touching brackets", () => {
  assert.deepEqual(splitMessageIds("<a@x>\r\n <b@x>\t<c@x><d@x> e@x"), ["<a@x>", "<b@x>", "<c@x>", "<d@x>", "<e@x>"]);
  assert.deepEqual(splitMessageIds("<4711>"), ["<4711>"]);
});

test("an id that was folded in the middle is one again; two ids in one pair of brackets stay two", () => {
  assert.deepEqual(splitMessageIds("<c.17\r\n @acme.test> <b@\t x>"), ["<c.17@acme.test>", "<b@x>"]);
  assert.deepEqual(splitMessageIds("<a@x b@y>"), ["<a@x>", "<b@y>"]);
});

test("words around an id and empty ids are nothing", () => {
  assert.deepEqual(splitMessageIds('Your message of "Mon, 23 Nov" <a@x>'), ["<a@x>"]);
  for (const value of ["", "<>", " < > ", ">", "<<>>", "none"]) assert.deepEqual(splitMessageIds(value), [], value);
});

test("ids are compared exactly, then with the domain in lower case", () => {
  assert.equal(isSameMessageId("<aB@Mail.Test>", "<aB@mail.test>"), true);
  assert.equal(isSameMessageId("<ab@mail.test>", "<aB@mail.test>"), false);
  assert.equal(messageIdKey("<A@B@C.test>"), "<A@B@c.test>");
});

test("an empty id never matches", () => {
  assert.equal(isSameMessageId("", ""), false);
  assert.equal(isSameMessageId("<>", "<>"), false);
});

test("references are tried from the newest, then In-Reply-To, each once", () => {
  assert.deepEqual(answeredIds(["<a>", "<b>", "<c>"], ["<c>", "<z>"]), ["<c>", "<b>", "<a>", "<z>"]);
  assert.deepEqual(answeredIds(["<a>", "<b>", "<c>"], [], 2), ["<c>", "<b>"]);
  assert.deepEqual(answeredIds(["<>", ""], [""]), []);
});
