import assert from "node:assert/strict";
import test from "node:test";
import { unsafe, unverified } from "./lock-file.ts";
import { loosePins } from "./pins.ts";
import { isOlder } from "./versions.ts";

test("a package without its hash, or with a host, is told", () => {
  const packages = {
    "": {},
    server: {},
    "node_modules/postroom": { resolved: "server", link: true },
    "node_modules/good": { version: "1.0.0", integrity: "sha512-x" },
    "node_modules/bare": { version: "1.0.0" },
    "node_modules/hosted": { version: "1.0.0", integrity: "sha512-x", resolved: "https://registry.test/hosted.tgz" },
  };
  const told = unverified({ packages });
  assert.deepEqual(
    told.map((line) => line.split(" ")[0]),
    ["node_modules/bare", "node_modules/hosted"],
  );
});

test("an unsafe version is told wherever it lies", () => {
  const packages = {
    "node_modules/nodemailer": { version: "10.6.0" },
    "node_modules/mailparser/node_modules/nodemailer": { version: "7.0.9" },
  };
  assert.deepEqual(unsafe({ packages }), [
    "node_modules/mailparser/node_modules/nodemailer 7.0.9 is older than 10.0.0",
  ]);
});

test("versions are compared by number, a pre-release comes first", () => {
  assert.ok(isOlder("3.9.40", "3.19.23"));
  assert.ok(!isOlder("10.0.0", "9.9.9"));
  assert.ok(isOlder("18.4.0-beta.17", "18.4.0"));
  assert.ok(!isOlder("1.2.3", "1.2.3"));
});

test("only an exact version is a pin", () => {
  const dependencies = { exact: "1.2.3", pre: "18.4.0-beta.17", caret: "^1.2.3", any: "*", tag: "latest" };
  assert.equal(loosePins({ name: "x", dependencies }).length, 3);
});
