import assert from "node:assert/strict";
import { test } from "node:test";
import { bounceClass, bounceStatus } from "./bounce-class.ts";
import { bouncePhrases } from "./bounce-phrases.ts";

test("the class follows the table of codes", () => {
  const rows: readonly (readonly [string | undefined, string])[] = [
    ["5.1.1", "hard"],
    ["5.1.10", "hard"],
    ["5.2.1", "hard"],
    ["4.2.1", "soft"],
    ["4.7.1", "soft"],
    ["5.2.2", "soft"],
    ["5.4.4", "soft"],
    ["5.3.4", "size"],
    ["5.2.3", "size"],
    ["5.7.1", "policy"],
    ["5.6.0", "policy"],
    ["5.7.26", "auth"],
    ["5.7.515", "auth"],
    ["5.0.0", "unknown"],
    ["5.3.0", "unknown"],
    [undefined, "unknown"],
  ];
  for (const [status, expected] of rows) assert.equal(bounceClass(status, ""), expected, status);
});

test("SPF, DKIM or DMARC named is our set-up, unless the code speaks of the address", () => {
  for (const name of ["SPF", "dkim", "DMARC"]) {
    assert.equal(bounceClass("5.7.1", `refused: ${name} failed`), "auth");
    assert.equal(bounceClass("4.7.0", `421 ${name} failed`), "auth");
    assert.equal(bounceClass("5.1.1", `no such user; ${name} passed`), "hard");
  }
  assert.equal(bounceClass("5.7.1", "spfx"), "policy");
});

test("the server's own code wins over the field, and words over codes that say nothing", () => {
  assert.equal(bounceStatus("5.0.0", "550 5.1.1 no"), "5.1.1");
  assert.equal(bounceStatus("5.1.1", "552 5.2.2 full"), "5.2.2");
  assert.equal(bounceStatus("5.0.0", "550 user unknown"), "5.1.1");
  assert.equal(bounceStatus("5.7.1", "mailbox full"), "5.2.2");
  assert.equal(bounceStatus("5.7.1", "blocked as spam"), "5.7.1");
  assert.equal(bounceStatus("4.0.0", "mailbox full"), "4.2.2");
  assert.equal(bounceStatus("5.0.0", "go away"), "5.0.0");
  assert.equal(bounceStatus("", "451 later"), "4.0.0");
  assert.equal(bounceStatus("", "nothing"), undefined);
  assert.equal(bounceStatus("5.4.4", "Host or domain name not found"), "5.1.2");
  assert.equal(bounceStatus("5.4.4", "no route to host"), "5.4.4");
  assert.equal(bounceStatus("5.4.4 (Illegal host/domain name found)", ""), "5.1.2");
  assert.equal(bounceStatus("5.0.0 (mailbox full)", "554 no"), "5.2.2");
  assert.equal(bounceStatus("4.4.4", "Host or domain name not found"), "4.4.4");
});

test("addresses of hosts and versions are no codes", () => {
  for (const text of ["host 5.1.1.7", "10.5.1.1", "version 4.94.2", "5.1.1234"])
    assert.equal(bounceStatus("", text), undefined, text);
});

test("every phrase tells its row's code", () => {
  for (const [index, { status, phrases }] of bouncePhrases.entries()) {
    for (const phrase of phrases) {
      const before = bouncePhrases.slice(0, index).some((row) => row.phrases.some((each) => phrase.includes(each)));
      if (!before) assert.equal(bounceStatus("", `It was so: ${phrase}!`), status, phrase);
    }
  }
});

test("servers' own words tell a reason that no phrase of the table has", () => {
  const rows: readonly (readonly [string, string])[] = [
    ["550 bob is not a known user on this system", "5.1.1"],
    ["550 no mail box available for this user", "5.1.1"],
    ["550 the recipient name is not recognized", "5.1.1"],
    ["550 the person you wrote to no longer works here, this address is no longer valid", "5.1.1"],
    ["550 ann@harbour.test is not an active address at this host", "5.1.1"],
    ["554 your mail domain is unknown: no such destination domain", "5.1.2"],
    ["550 the account has been temporarily suspended", "5.2.1"],
    ["552 user mailbox exceeds allowed size", "5.2.2"],
    ["552 quota violation", "5.2.2"],
    ["552 this mail message has exceeded the maximum incoming message size", "5.3.4"],
    ["550 too many connections from your host", "5.4.5"],
    ["550 the sender address is not verified", "5.7.1"],
    ["550 invalid mime headers", "5.6.0"],
    ["550 <ann@relay.test> we only relay for members", "5.7.1"],
    ["550 administrative prohibition", "5.7.1"],
    ["550 handed to relay.harbour.test", "5.0.0"],
    ["550 see the user guide for the accounts of this domain", "5.0.0"],
  ];
  for (const [text, status] of rows) assert.equal(bounceStatus("", text), status, text);
});

test("a code gives way where servers are known to write it for something else", () => {
  assert.equal(bounceStatus("5.1.1", "user over quota (#5.1.1)"), "5.2.2");
  assert.equal(bounceStatus("5.4.1", "550 5.4.1 Recipient address rejected: Access denied"), "5.1.1");
  assert.equal(bounceStatus("5.4.1", "550 5.4.1 no answer from host"), "5.4.1");
});
