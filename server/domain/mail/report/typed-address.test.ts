import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  addressesInText,
  addressIn,
  addressInText,
  recipientsNamedIn,
  typedAddress,
  typedText,
} from "./typed-address.ts";

test("a local part that needs its quotes keeps them", () => {
  assert.equal(typedAddress('rfc822; "ann hall"@harbour.test'), '"ann hall"@harbour.test');
  assert.equal(typedAddress('rfc822; <"ann@hall"@harbour.test>'), '"ann@hall"@harbour.test');
  assert.equal(typedAddress('rfc822; "ann.hall"@harbour.test'), "ann.hall@harbour.test");
});

test("typed addresses of every kind are read", () => {
  const rows = [
    ["rfc822; ann@x.test", "ann@x.test"],
    ["RFC822;<ann@x.test>", "ann@x.test"],
    ["ann@x.test", "ann@x.test"],
    ["rfc822; ann+2Border@x.test", "ann+order@x.test"],
    ["rfc822; ann+order@x.test", "ann+order@x.test"],
    ["rfc822; ann+40x.test", "ann@x.test"],
    ["utf-8; ann\\x{E9}@x.test", "anné@x.test"],
    ["utf-8; 杏@x.test", "杏@x.test"],
    ["rfc822; ann@x.test (Ann Lee)", "ann@x.test"],
    ["utf-8; \\x{D800}@x.test", "\\x{D800}@x.test"],
    ["x400; /S=ann/", ""],
    ["", ""],
  ] as const;
  for (const [value, expected] of rows) assert.equal(typedAddress(value), expected, value);
});

test("typed texts lose their type", () => {
  assert.equal(typedText("smtp; 550 no"), "550 no");
  assert.equal(typedText("X-Postfix; timed out"), "timed out");
  assert.equal(typedText("dns;mx.x.test"), "mx.x.test");
  assert.equal(typedText("550 no"), "550 no");
});

test("an address in a sentence is found without its punctuation", () => {
  assert.equal(addressIn("Write to <ann@x.test>, please."), "ann@x.test");
  assert.equal(addressIn("to ann@x.test."), "ann@x.test");
  assert.equal(addressIn("nobody"), "");
});

test("an address ends at punctuation of full width, and where a script without blanks begins", () => {
  const rows = [
    ["收件人：ann@x.test，地址不存在", "ann@x.test"],
    ["（ann@x.test）不存在", "ann@x.test"],
    ["「ann@x.test」宛", "ann@x.test"],
    ["【ann@x.test】；", "ann@x.test"],
    ["发给ann@x.test的邮件", "ann@x.test"],
    ["ann.lee@x.test에게", "ann.lee@x.test"],
    ["宛先ann@x.testへ", "ann@x.test"],
    ["ann@x.test。", "ann@x.test"],
  ] as const;
  for (const [text, expected] of rows) assert.equal(addressInText(text), expected, text);
  for (const whole of [
    "用户@例え.test",
    "杏@x.test",
    "ann@例え.テスト",
    "jörg@bücher.test",
    "ann@a.grün.test",
    "ann@x.test",
  ])
    assert.equal(addressInText(`to ${whole}, please`), whole, whole);
  assert.deepEqual(addressesInText("from <ann@x.test> to bob@y.test; no @ here"), ["ann@x.test", "bob@y.test"]);
});

test("recipients are named by address or local part, as words of their own", () => {
  const all = ["ann@x.test", "bob@y.test", "Joe.Lee@z.test"];
  assert.deepEqual(recipientsNamedIn("\tann (550 5.1.1 unknown)", all), ["ann@x.test"]);
  assert.deepEqual(recipientsNamedIn("<BOB@y.test>: no; joe.lee: no", all), ["bob@y.test", "Joe.Lee@z.test"]);
  assert.deepEqual(recipientsNamedIn("ann... User unknown", all), ["ann@x.test"]);
  assert.deepEqual(recipientsNamedIn("announcement of bobby", all), []);
});

test("what is escaped comes back", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zé杏]{1,10}$/), (local) => {
      const escaped = [...local].map((one) => `\\x{${one.codePointAt(0)?.toString(16)}}`).join("");
      assert.equal(typedAddress(`utf-8; ${escaped}@x.test`), `${local}@x.test`);
    }),
  );
});
