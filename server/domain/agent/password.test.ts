import assert from "node:assert/strict";
import { test } from "node:test";
import { weakPassword } from "./password.ts";

test("a password is as long as the centre asks, in characters as people count them", () => {
  assert.equal(weakPassword("alice-demo-1", 12), undefined);
  assert.equal(weakPassword("alice-demo-", 12), "at least 12 characters");
  assert.equal(weakPassword("🙂🙃🙂🙃🙂🙃", 12), "at least 12 characters", "six characters, however many code units");
  assert.equal(weakPassword("abc", 3), undefined);
});

test("what everybody tries first is refused, in any case", () => {
  for (const password of ["Password1234", "1Q2W3E4R5T6Y", "correct horse battery staple"]) {
    assert.equal(weakPassword(password, 12), "a password that is used too often", password);
  }
  for (const password of ["aaaaaaaaaaaa", "121212121212"]) {
    assert.equal(weakPassword(password, 12), "too few different characters", password);
  }
});
