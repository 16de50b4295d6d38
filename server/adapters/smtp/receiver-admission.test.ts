import assert from "node:assert/strict";
import { test } from "node:test";
import { createAdmission, plainAddress } from "./receiver-admission.ts";
import { receiverDefaults } from "./receiver-settings.ts";

function admission(settings: Partial<typeof receiverDefaults>) {
  let now = 0;
  const clock = { steady: () => now, wall: () => 0 };
  const admitted = createAdmission({ ...receiverDefaults, ...settings }, clock);
  return { ...admitted, wait: (ms: number) => (now += ms) };
}

test("one address gets its share of sessions, another one still gets in, and a place is free when a session ends", () => {
  const { enter, leave } = admission({ sessionsMax: 5, sessionsPerAddressMax: 2 });
  assert.equal(enter("192.0.2.1"), undefined);
  assert.equal(enter("192.0.2.1"), undefined);
  assert.equal(enter("192.0.2.1"), "tooManyFromAddress");
  assert.equal(enter("2001:db8::1"), undefined);
  leave("192.0.2.1");
  assert.equal(enter("192.0.2.1"), undefined);
});

test("loopback and trusted relays count in the total only", () => {
  const { enter, mail } = admission({
    sessionsMax: 6,
    sessionsPerAddressMax: 1,
    mailsPerMinuteMax: 1,
    trustedRelays: ["192.0.2.7", "198.51.100.0/24", "2001:db8::/32"],
  });
  for (const address of ["127.0.0.1", "127.9.9.9", "::1", "192.0.2.7", "198.51.100.200", "2001:db8::5"]) {
    for (let count = 0; count < 3; count += 1) assert.equal(mail(address), undefined, address);
    assert.equal(enter(address), undefined, address);
  }
  assert.equal(enter("127.0.0.1"), "tooManySessions");
});

test("an address that sends too many mails a minute waits for the next minute", () => {
  const { mail, wait } = admission({ mailsPerMinuteMax: 2 });
  assert.equal(mail("192.0.2.1"), undefined);
  assert.equal(mail("192.0.2.1"), undefined);
  assert.equal(mail("192.0.2.1"), "tooFast");
  assert.equal(mail("192.0.2.2"), undefined);
  wait(60_000);
  assert.equal(mail("192.0.2.1"), undefined);
});

test("an IPv4 client has one name on every kind of listener", () => {
  assert.equal(plainAddress("::ffff:192.0.2.1"), "192.0.2.1");
  assert.equal(plainAddress("192.0.2.1"), "192.0.2.1");
  assert.equal(plainAddress("2001:DB8::1"), "2001:db8::1");
});
