import assert from "node:assert/strict";
import { test } from "node:test";
import { isChannel, isPattern, isReserved, patternsMatching } from "./channels.ts";

test("a channel is segments of the protocol's characters", () => {
  for (const name of ["/a", "/v2/me/emails", "/a-b_c!~()$@/0"]) {
    assert.ok(isChannel(name, 256), name);
  }
  const bad = [
    "",
    "/",
    "a",
    "//",
    "/a/",
    "/a//b",
    "/a b",
    "/ä",
    "/a/*",
    "/**",
    "/a\n",
    "constructor",
    "__proto__",
    "/a.b",
  ];
  for (const name of bad) {
    assert.ok(!isChannel(name, 256), name);
  }
  assert.ok(!isChannel(`/${"a".repeat(256)}`, 256));
});

test("a pattern has its wildcard last and alone in its segment", () => {
  for (const name of ["/*", "/**", "/v2/me/*", "/v2/**", "/v2/me/emails"]) {
    assert.ok(isPattern(name, 256), name);
  }
  for (const name of ["*", "/", "/***", "/*/a", "/**/a", "/a*", "/a/*b", "/a/**/", ""]) {
    assert.ok(!isPattern(name, 256), name);
  }
});

test("a name that almost fits is refused in linear time", () => {
  const startMs = performance.now();
  assert.ok(!isPattern(`${"/a".repeat(50_000)}!.`, 1_000_000));
  assert.ok(performance.now() - startMs < 200);
});

test("one star matches one segment, two stars any depth below", () => {
  assert.deepEqual(patternsMatching("/v2/me/emails"), ["/v2/me/emails", "/v2/me/*", "/**", "/v2/**", "/v2/me/**"]);
  assert.deepEqual(patternsMatching("/a"), ["/a", "/*", "/**"]);
});

test("what the desktop needs beyond GWS is heard by nobody who did not ask for it by name", () => {
  assert.deepEqual(patternsMatching("/postroom/v1/me/holds"), [
    "/postroom/v1/me/holds",
    "/postroom/v1/me/*",
    "/postroom/**",
    "/postroom/v1/**",
    "/postroom/v1/me/**",
  ]);
  assert.deepEqual(patternsMatching("/postrooms/a"), ["/postrooms/a", "/postrooms/*", "/**", "/postrooms/**"]);
});

test("only the protocol's own channels are reserved, not those that look like them", () => {
  for (const name of ["/meta", "/meta/*", "/meta/connect", "/service/x", "/service/**"]) {
    assert.ok(isReserved(name), name);
  }
  for (const name of ["/metadata/x", "/meta2/*", "/services/x", "/v2/meta/x"]) {
    assert.ok(!isReserved(name), name);
  }
});
