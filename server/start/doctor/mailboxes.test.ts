import assert from "node:assert/strict";
import { test } from "node:test";
import type { CanaryFacts } from "../../domain/mail/canary.ts";
import { acmeFetching } from "../../loops/mail-server.fixture.ts";
import type { MailboxHealth } from "../../ports/mail-accounts.ts";
import { testCentre } from "../../testing/centre.ts";
import { testSecrets } from "../../testing/secrets.ts";
import { examineMailboxes } from "./mailboxes.ts";

test("a relay that takes no sender but its account is named beside each mailbox whose senders carry a tag", async (t) => {
  const { files, performing } = await testCentre(t);
  const [mailbox] = await performing.store.read(({ centre }) => centre.mailboxes());
  assert.ok(mailbox);
  const said = async (relayHost: string | undefined, bounceTag: boolean): Promise<readonly string[]> => {
    const known = { mailbox, account: undefined, health: undefined, canary: undefined, bounceTag, replyToken: true };
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
    const known = {
      mailbox: { ...mailbox, address },
      account: undefined,
      health: undefined,
      canary: undefined,
      bounceTag,
      replyToken,
    };
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

test("what is known of a mailbox's health is told: the last look, the lag, the end of its tokens, and how its canary mail fares", async (t) => {
  const { files, performing } = await testCentre(t, acmeFetching({ password: undefined, oauth: tokensOf }));
  const { mailbox, account } = await performing.store.read(async ({ centre, mailAccounts }) => ({
    mailbox: (await centre.mailboxes())[0],
    account: (await mailAccounts.all())[0],
  }));
  assert(mailbox && account);
  const now = Date.parse("2026-06-01T12:00:00Z");
  const health: MailboxHealth = {
    ...{ mailbox: mailbox.id, passedAt: now - 60_000, failing: undefined, stoppedAt: undefined, filing: undefined },
    ...{ onServer: 2, waiting: 1, oldestWaitingAt: now - 90_000, unaccounted: 0, quota: undefined, isOff: false },
    ...{ tokenExpiresAt: now + 3_600_000, grantExpiresAt: now + 30 * 86_400_000 },
  };
  const said = async (canary: CanaryFacts): Promise<readonly string[]> => {
    const known = { mailbox, account, health, canary, bounceTag: false, replyToken: false };
    const findings = await examineMailboxes([known], { files, secrets: testSecrets, now });
    return findings.map(({ level, text }) => `${level} ${text}`);
  };
  const looks =
    "ok last looked into at 2026-06-01T11:59:00.000Z, lag 90 s, tokens can be had until 2026-07-01T12:00:00.000Z";
  const trip = { begunAt: now - 1_800_000, returnedAt: now - 1_796_100 };
  const [first, , third] = await said({ trip, late: undefined });
  assert.deepEqual([first, third], [looks, "ok the canary mail of 2026-06-01T11:30:00.000Z came back after 3.9 s"]);
  const late = { begunAt: now - 600_000, handedAt: now - 599_000, word: "250 taken" };
  const lost = "fail the canary mail of 10 minutes ago was handed over (250 taken) and has not come back";
  assert.equal((await said({ trip, late }))[2], lost);
  assert.equal(
    (await said({ trip: undefined, late: undefined }))[2],
    "ok no canary mail has come back yet, and none is late",
  );
});

const tokensOf = { tokenUrl: "https://provider.test/token", clientId: "postroom", refreshToken: "refresh-0" };
