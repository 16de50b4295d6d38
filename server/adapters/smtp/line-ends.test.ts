import assert from "node:assert/strict";
import { test } from "node:test";
import { createLineEnds } from "./line-ends.ts";

function read(text: string, pieceBytes = text.length) {
  const lineEnds = createLineEnds();
  for (let start = 0; start < text.length; start += pieceBytes) {
    lineEnds.read(Buffer.from(text.slice(start, start + pieceBytes)));
  }
  return { bare: lineEnds.bare(), wrongEnd: lineEnds.wrongEnd() };
}

/** Every line end before and after a lone dot. */
const ends = ["\r\n", "\n", "\r"];

for (const pieceBytes of [1, 2, 3, 1000]) {
  test(`a lone dot is content between two CR LF only (read ${pieceBytes} bytes at a time)`, () => {
    for (const before of ends) {
      for (const after of ends) {
        const { wrongEnd } = read(`a${before}.${after}b\r\n`, pieceBytes);
        assert.equal(wrongEnd, before !== "\r\n" || after !== "\r\n", JSON.stringify(`${before}.${after}`));
      }
    }
  });
}

test("the beginning counts as after CR LF", () => {
  assert.equal(read(".\r\nx\r\n").wrongEnd, false);
  assert.equal(read(".\nx\r\n").wrongEnd, true);
  assert.equal(read(".\rx\r\n").wrongEnd, true);
});

test("dots that are not alone in their line are content, whatever the line ends", () => {
  for (const text of ["a\n..\nb\r\n", "a\n.b\nc\r\n", "a\nb.\nc\r\n", "a\r. \rb\r\n", "...\n"]) {
    assert.equal(read(text).wrongEnd, false, JSON.stringify(text));
  }
});

test("bare CR and LF are noted, CR LF is not, also when it is split between two reads", () => {
  assert.equal(read("a\r\nb\r\n", 1).bare, false);
  assert.equal(read("a\r\nb\r\n", 2).bare, false);
  assert.equal(read("a\nb\r\n").bare, true);
  assert.equal(read("a\rb\r\n").bare, true);
  assert.equal(read("a\r\r\n").bare, true);
  assert.equal(read("").bare, false);
});
