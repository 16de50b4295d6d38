import assert from "node:assert/strict";
import { test } from "node:test";
import { testCentre } from "../../testing/centre.ts";
import { testSecrets } from "../../testing/secrets.ts";
import { examineMailboxes } from "./mailboxes.ts";

test("a relay that takes no sender but its account is named beside each mailbox whose senders carry a tag", async (t) => {
  const { files, performing } = await testCentre(t);
  const [mailbox] = await performing.store.read(({ centre }) => centre.mailboxes());
  assert.ok(mailbox);
  const said = async (relayHost: string | undefined, bounceTag: boolean): Promise<readonly string[]> => {
    const known = { mailbox, account: undefined, health: undefined, bounceTag, replyToken: true };
    const findings = await examineMailboxes([known], { files, secrets: testSecrets, now: 0, relayHost });
    return findings.map(({ level, text }) => `${level} ${text}`);
  };
  const usual = ["ok by SMTP"];
  assert.deepEqual(await said(undefined, true), usual);
  assert.deepEqual(await said("mail.acme.test", true), usual);
  assert.deepEqual(await said("smtp.gmail.com.acme.test", true), usual, "a name that only looks like it");
  assert.deepEqual(await said("smtp.gmail.com", false), usual);
  for (const host of ["smtp.gmail.com", "SMTP.office365.com", "smtp-mail.outlook.com"]) {
    const [, warning] = await said(host, true);
    assert.equal(warning, `warn bounceTag is on, and ${host} takes no sender but its account: set it to false`);
  }
});

test("a provider that takes no address with a tag is named beside each mailbox that wants answers or bounces at one", async (t) => {
  const { files, performing } = await testCentre(t);
  const [mailbox] = await performing.store.read(({ centre }) => centre.mailboxes());
  assert.ok(mailbox);
  const said = async (address: string, replyToken: boolean, bounceTag: boolean): Promise<readonly string[]> => {
    const known = { mailbox: { ...mailbox, address }, account: undefined, health: undefined, bounceTag, replyToken };
    const findings = await examineMailboxes([known], { files, secrets: testSecrets, now: 0 });
    return findings.filter(({ level }) => level !== "ok").map(({ level, text }) => `${level} ${text}`);
  };
  assert.deepEqual(await said("support@acme.test", true, true), []);
  assert.deepEqual(await said("acme@gmail.com", true, true), []);
  assert.deepEqual(await said("acme@gmx.de", false, false), []);
  const of = (key: string, what: string) =>
    `warn ${key} is on, and gmx.de takes no address with a tag, so ${what}: set it to false`;
  const [answers, bounces] = [
    of("replyToken", "answers to it do not arrive"),
    of("bounceTag", "bounces do not arrive"),
  ];
  assert.deepEqual(await said("acme@GMX.de", true, false), [answers]);
  assert.deepEqual(await said("acme@gmx.de", true, true), [answers, bounces]);
});
