import assert from "node:assert/strict";
import test from "node:test";
import { clockText, dateText } from "../desktop/times.ts";
import { localeFor, ownNameOf } from "./locale.ts";
import { wordsOf } from "./words.ts";

test("dates and numbers stand as the reader's browser writes them in the language of the page", async () => {
  const at = new Date(2026, 10, 3, 16, 28).getTime();
  assert.equal(dateText(at, localeFor("en", ["de-DE", "en-GB", "en-US"])), "3 Nov 2026, 16:28");
  assert.match(dateText(at, localeFor("en", ["en-US"])), /^Nov 3, 2026, 4:28\sPM$/);
  assert.equal(localeFor("de", ["en-GB"]), "de");
  assert.equal(localeFor("en", ["en-US@posix", "en-GB"]), "en-GB");
  assert.equal(clockText(Number.NaN, "en-GB"), "");
  assert.equal((await wordsOf("en", "en-GB"))("list.found", { count: 123_456 }), "Found: 123,456");
  assert.equal((await wordsOf("en", "en-IN"))("list.found", { count: 123_456 }), "Found: 1,23,456");
});

test("a language is called what it calls itself, and one that there is not by its tag", () => {
  assert.equal(ownNameOf("de"), "Deutsch");
  assert.equal(ownNameOf("abcd"), "abcd");
});
