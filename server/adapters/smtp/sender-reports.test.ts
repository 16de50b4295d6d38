import assert from "node:assert/strict";
import { test } from "node:test";
import { mail, sendOnce } from "../../testing/relay.ts";
import { startPeer } from "../../testing/smtp-peer.ts";

const envelope = { from: "support+b.S1.abc@acme.test", to: ["ann+x=y@customer.test", "bob@büro.test"], id: "S1" };

for (const more of [[], ["PIPELINING"]]) {
  test(`where the next hop offers reports, one is asked for that names the mail and each recipient as written (${more})`, async (t) => {
    const peer = await startPeer(t, { extensions: ["DSN", "SMTPUTF8", ...more] });
    assert.equal((await sendOnce(t, peer.port, envelope, mail("x"))).kind, "accepted");
    const asked = peer.lines.filter((line) => /^(MAIL|RCPT)/.test(line));
    assert.deepEqual(asked, [
      "MAIL FROM:<support+b.S1.abc@acme.test> RET=HDRS ENVID=S1",
      "RCPT TO:<ann+x=y@customer.test> NOTIFY=FAILURE,DELAY ORCPT=rfc822;ann+2Bx+3Dy@customer.test",
      "RCPT TO:<bob@xn--bro-hoa.test> NOTIFY=FAILURE,DELAY ORCPT=rfc822;bob@xn--bro-hoa.test",
    ]);
  });
}

test("an address beyond ASCII goes without its original form, which relays know seldom", async (t) => {
  const peer = await startPeer(t, { extensions: ["DSN", "SMTPUTF8"] });
  await sendOnce(t, peer.port, { ...envelope, to: ["jürgen@customer.test"] }, mail("x"));
  assert.ok(peer.lines.includes("RCPT TO:<jürgen@customer.test> NOTIFY=FAILURE,DELAY"), peer.lines.join("\n"));
});

test("a next hop that does not offer reports is asked for none, and neither is any for the null sender", async (t) => {
  const without = await startPeer(t);
  await sendOnce(t, without.port, envelope, mail("x"));
  const offering = await startPeer(t, { extensions: ["DSN"] });
  await sendOnce(t, offering.port, { ...envelope, from: "" }, mail("x"));
  await sendOnce(t, offering.port, { from: "support@acme.test", to: envelope.to }, mail("x"));
  for (const line of [...without.lines, ...offering.lines]) assert.doesNotMatch(line, /RET=|ENVID=|NOTIFY=|ORCPT=/);
});
