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
    const known = { mailbox, account: undefined, health: undefined, bounceTag };
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
