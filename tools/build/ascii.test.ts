import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { inAscii } from "./ascii.ts";

test("the same program, in ASCII", () => {
  for (const code of [
    "'Grüße, 日本 😀 \\é \\\\é'",
    "`–\u2028`",
    "/[ä-ü]+|\\ß/.exec('xäöüß')[0]",
    "/^[😀-😂]$/u.test('😁')",
    "/^.$/u.test('😁')",
    "((größe) => größe /* ß */ + 1)(1) // é",
  ]) {
    const written = inAscii(code);
    assert.match(written, /^[\0-\x7f]*$/);
    assert.equal(runInNewContext(written), runInNewContext(code), code);
  }
  assert.throws(() => inAscii("String.raw`é`"), /raw template/);
});
