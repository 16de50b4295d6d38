import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { createBridge } from "./bridge.ts";
import { hasMarkup } from "./markup.ts";

test("a frame is believed its height, single keys and clicks, and nothing else whatever it says", () => {
  const read = createBridge(() => 0);
  assert.deepEqual(read({ h: 300 }), { kind: "height", pixels: 300 });
  assert.deepEqual(read({ k: "j" }), { kind: "key", key: "j" });
  assert.deepEqual(read({ c: true }), { kind: "click" });
  for (const said of [{ h: "300" }, { h: -1 }, { h: 1.5 }, { k: "jj" }, { k: "^Enter" }, { c: 1 }, "j", null, [], 7]) {
    assert.equal(read(said), undefined, JSON.stringify(said));
  }
  fc.assert(
    fc.property(fc.jsonValue(), (said) => {
      const heard = createBridge(() => 0)(said);
      assert.ok(heard === undefined || ["height", "key", "click"].includes(heard.kind));
    }),
  );
});

test("thirty messages a second are heard, and the next second hears again", () => {
  let now = 0;
  const read = createBridge(() => now);
  const heard = Array.from({ length: 100 }, () => read({ c: true })).filter((said) => said !== undefined);
  assert.equal(heard.length, 30);
  now = 1_000;
  assert.deepEqual(read({ c: true }), { kind: "click" });
});

test("a mail that grows with its frame is followed twenty times, and never beyond 20,000 pixels", () => {
  let now = 0;
  const read = createBridge(() => now);
  const heights: number[] = [];
  for (let pixels = 100; pixels <= 3_000; pixels += 100) {
    now += 1_000;
    const said = read({ h: pixels });
    if (said?.kind === "height") heights.push(said.pixels);
  }
  assert.equal(heights.at(-1), 2_000);
  assert.deepEqual(createBridge(() => 0)({ h: 9_000_000 }), { kind: "height", pixels: 20_000 });
});

test("a plain mail as HTML is no markup; anything else is", () => {
  for (const html of ["", "<p>Hello<br>you</p><p><br></p>", "<p>1 &lt; 2</p>"])
    assert.equal(hasMarkup(html), false, html);
  for (const html of ["<p style='color:red'>x</p>", "<b>x</b>", "<p>x</p><img src='cid:a'>", "<P CLASS=a>"]) {
    assert.equal(hasMarkup(html), true, html);
  }
});
