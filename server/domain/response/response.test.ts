import assert from "node:assert/strict";
import { test } from "node:test";
import { categoryDepthMax, whyMisplaced } from "./category-tree.ts";
import { changed, type StandardResponse, whyUnusable } from "./response.ts";

const thanks: StandardResponse = {
  ...{ id: "r1", category: "c1", name: "thanks", language: "en", subject: "", body: "<p>Thank you.</p>" },
  ...{ description: "", shortcut: "ty", isApproved: true, startsAt: undefined, expiresAt: undefined },
  ...{ customCodes: { a: "1", b: "2" }, attachments: [], modifiedAt: 1, version: 4 },
};

test("only approved responses may be used, from their start until before their end", () => {
  const why = (change: Partial<StandardResponse>) => whyUnusable({ ...thanks, ...change }, 100);
  assert.equal(why({}), undefined);
  assert.equal(why({ startsAt: 100, expiresAt: 101 }), undefined);
  assert.equal(why({ isApproved: false }), "the template thanks is not approved");
  assert.equal(why({ startsAt: 101 }), "the template thanks is not in use yet");
  assert.equal(why({ expiresAt: 100 }), "the template thanks is expired");
});

test("a change makes the next version, and none when everything is so already", () => {
  assert.deepEqual(changed(thanks, { subject: "Hello" }, 9), {
    ...thanks,
    subject: "Hello",
    modifiedAt: 9,
    version: 5,
  });
  assert.equal(changed(thanks, { subject: "", customCodes: { b: "2", a: "1" }, startsAt: undefined }, 9), thanks);
  assert.equal(changed({ ...thanks, startsAt: 5 }, { startsAt: undefined }, 9).startsAt, undefined);
});

test("a category lies neither below itself nor deeper than the tree may be", () => {
  const above = Array.from({ length: categoryDepthMax - 1 }, (_, level) => `c${level}`);
  assert.equal(whyMisplaced({ id: "new", above, height: 1 }), undefined);
  assert.equal(whyMisplaced({ id: "new", above, height: 2 }), "at most 10 levels");
  assert.equal(whyMisplaced({ id: "c3", above, height: 1 }), "a category cannot lie below itself");
  assert.equal(whyMisplaced({ id: "new", above: [], height: categoryDepthMax }), undefined);
});
