import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseAddress, parseAddressList, printAddress, withoutRepetitions } from "./address.ts";

const read = (list: string | readonly string[]) => {
  const reading = parseAddressList(list);
  return reading.ok
    ? reading.addresses.map(({ name, address }) => [name, address])
    : { refused: reading.entry, index: reading.index };
};

test("a list is separated by commas and semicolons, in a string or an array", () => {
  assert.deepEqual(read("ann@x.test, Bob Lee <bob@x.test>; joe@x.test"), [
    ["", "ann@x.test"],
    ["Bob Lee", "bob@x.test"],
    ["", "joe@x.test"],
  ]);
  assert.deepEqual(read(["ann@x.test", "b@x.test;c@x.test"]), [
    ["", "ann@x.test"],
    ["", "b@x.test"],
    ["", "c@x.test"],
  ]);
});

test("empty entries are dropped, so empty forms all mean none", () => {
  for (const none of ["", [], [""], " , ;", [" ", ","]]) assert.deepEqual(read(none), []);
});

test("quoted names and local parts keep separators and escapes", () => {
  assert.deepEqual(read('"Lee, Ann; \\"A\\"" <ann@x.test>, "a,b@c"@x.test, Ann "B. C." <"a<b"@x.test>'), [
    ['Lee, Ann; "A"', "ann@x.test"],
    ["", '"a,b@c"@x.test'],
    ["Ann B. C.", '"a<b"@x.test'],
  ]);
});

test("international domains, local parts and names are text", () => {
  assert.deepEqual(read("Jürgen Größe <jürgen@bücher.example>, 用户@例子.test"), [
    ["Jürgen Größe", "jürgen@bücher.example"],
    ["", "用户@例子.test"],
  ]);
});

test("the bad entry is named, with its place in an array", () => {
  assert.deepEqual(read(["ann@x.test", "ann@"]), { refused: "ann@", index: 1 });
  assert.deepEqual(read("ann@x.test, @x.test"), { refused: "@x.test", index: undefined });
});

test("what is not exactly one address is refused", () => {
  const bad = `ann|@x.test|ann@|ann@@x.test|a b@x.test|ann@x..test|ann@-x.test|ann@x.test.|.ann@x.test|a..b@x.test|ann@[127.0.0.1]|
    Ann ann@x.test|Ann <ann@x.test|<>|Ann <>|<ann@x.test> x|team: ann@x.test|ann@x.test (Ann)|a@x.test b@x.test|"ann@x.test|Ann@home <ann@x.test>|
    Ann <a@x.test> <b@x.test>|""@x.test|ann@x_y.test|ann@x.test>|<<ann@x.test>>|a@b@c.test|ann@e​vil.test`;
  for (const entry of bad.split("|")) assert.equal(parseAddress(entry), undefined, entry);
});

test("line breaks and controls are refused anywhere", () => {
  for (const entry of [
    "a@x.test\r\nBcc: b@x.test",
    "A\nB <a@x.test>",
    '"A\rB" <a@x.test>',
    "a@x.test\0",
    "\n",
    "a\u2028@x.test",
  ]) {
    assert.equal(parseAddressList(entry).ok, false, JSON.stringify(entry));
  }
});

test("what stands for a lost character may be in a name, not in an address", () => {
  assert.equal(parseAddress("a\ufffd@x.test"), undefined);
  assert.deepEqual(parseAddress("J\ufffdrg <a@x.test>"), { name: "J\ufffdrg", address: "a@x.test" });
});

test("lengths beyond RFC 5321 are refused", () => {
  assert.equal(parseAddress(`${"a".repeat(65)}@x.test`), undefined);
  assert.equal(parseAddress(`a@${"b".repeat(64)}.test`), undefined);
  assert.equal(parseAddress(`a@${"b.".repeat(130)}test`), undefined);
});

test("repetitions are found without case", () => {
  const addresses = [
    { name: "A", address: "Ann@X.test" },
    { name: "", address: "ann@x.TEST" },
    { name: "", address: "b@x.test" },
  ];
  assert.deepEqual(
    withoutRepetitions(addresses).map(({ address }) => address),
    ["Ann@X.test", "b@x.test"],
  );
});

const local = fc.oneof(
  fc.stringMatching(/^[\w!#$%&'*+/=?^`{|}~-]{1,20}(\.[\wé-]{1,9}){0,2}$/),
  fc.string({ minLength: 1, maxLength: 20, unit: "grapheme" }).map((text) => `"${text.replace(/["\\]/g, "\\$&")}"`),
);
const domain = fc.stringMatching(/^[a-zA-Z0-9ü例]{1,12}(\.[a-z0-9]{1,9}){0,3}$/);
const name = fc.string({ unit: "grapheme", maxLength: 40 });
const printable = (text: string) => !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text);

test("parsing what was printed gives the same address", () => {
  fc.assert(
    fc.property(name, local, domain, (shown, before, after) => {
      fc.pre(printable(shown) && printable(before) && before.length <= 64);
      const address = { name: shown, address: `${before}@${after}` };
      assert.deepEqual(parseAddressList(`${printAddress(address)}, z@z.test`), {
        ok: true,
        addresses: [address, { name: "", address: "z@z.test" }],
      });
    }),
  );
});

test("any text is read or refused, never more than it says, in linear time", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab@.,;<>"\\ ()é\r'), maxLength: 60 }), (text) => {
      const reading = parseAddressList(text);
      if (reading.ok) for (const { address } of reading.addresses) assert.ok(text.includes(address));
    }),
  );
  const long = `${"a".repeat(200_000)}@${"a-".repeat(200_000)}`;
  assert.equal(parseAddressList([long, `"${"\\".repeat(300_000)}`, "<".repeat(300_000)]).ok, false);
});
