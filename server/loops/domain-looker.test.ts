import assert from "node:assert/strict";
import { test } from "node:test";
import { mailboxesAnswer } from "@postroom/contract";
import { startHttp } from "../adapters/http/http.fixture.ts";
import { createMetrics } from "../adapters/metrics/prometheus.ts";
import { type Ask, createDomainRecords } from "../adapters/verdicts/domain-records.ts";
import type { Signed } from "../domain/mail/signed-domains.ts";
import { acme } from "../testing/centre.ts";
import { lookOnce } from "./domain-looker.ts";
import { type Shown, watchOnce } from "./watcher.ts";

const hourMs = 3_600_000;
const key = { selector: "s1-ed", kind: "ed25519", publicKey: "11qYAYKx" } as const;
const unsigned: Signed = { domains: [], keys: [] };
const well = {
  "acme.test": "v=spf1 mx -all",
  "_dmarc.acme.test": "v=DMARC1; p=reject",
  "s1-ed._domainkey.acme.test": "v=DKIM1; k=ed25519; p=11qYAYKx",
};

/** A centre beside a DNS that the test writes; `records` undefined: it is silent. */
async function started(...[t]: Parameters<typeof startHttp>) {
  const http = await startHttp(t, {
    file: { ...acme, mailboxes: [...acme.mailboxes, { address: "sales@ACME.test", queue: "general" }] },
  });
  const { centre } = http;
  const dns: { records: Readonly<Record<string, string>> | undefined; asked: number } = { records: {}, asked: 0 };
  const ask: Ask = async (name, type) => {
    dns.asked += 1;
    const text = type === "TXT" ? dns.records?.[name] : undefined;
    if (text !== undefined) return [[text]];
    throw Object.assign(new Error(name), { code: dns.records === undefined ? "ETIMEOUT" : "ENOTFOUND" });
  };
  const records = createDomainRecords(ask);
  const metrics = createMetrics();
  const shown: Shown = new Map();
  return {
    ...{ centre, dns },
    look: (signed = unsigned) => lookOnce(centre.performing, { records, signed, relayHost: "relay.test" }),
    async mailbox() {
      const { text, json } = await http.ask({ path: "/api/postroom/v1/mailboxes", as: "sam" });
      const found = mailboxesAnswer.parse(json).mailboxes[0] ?? assert.fail(text);
      const { auth, alarms } = found;
      const levels = auth && [auth.spf.level, auth.dkim.level, auth.dmarc.level];
      return { auth, alarms, levels };
    },
    async alarmed() {
      await watchOnce(centre.performing, metrics, shown);
      const lines = (await metrics.text()).split("\n").filter((line) => line.startsWith("postroom_mailbox_alarm{"));
      return lines.map((line) => line.replace(/^.*mailbox="(.*)",kind="(.*)"\} /, "$1 $2 ")).sort();
    },
  };
}

test("SPF, DKIM and DMARC of a mailbox's domain are looked up in the background, once for all its mailboxes, and kept with the time", async (t) => {
  const { centre, dns, look, mailbox } = await started(t);
  assert.equal((await mailbox()).auth, null);
  assert.equal(dns.asked, 0, "no answer waits for DNS");
  dns.records = well;
  assert.equal(await look({ domains: ["acme.test"], keys: [key] }), true);
  assert.equal(await look({ domains: ["acme.test"], keys: [key] }), false);
  assert.equal(dns.asked, 4);
  const { auth, alarms } = await mailbox();
  const checkedAt = new Date(centre.clock.wall()).toISOString();
  assert.deepEqual(auth, {
    domain: "acme.test",
    spf: { level: "ok", text: "SPF: v=spf1 mx -all", checkedAt },
    dkim: { level: "ok", text: "DKIM s1-ed._domainkey.acme.test: published", checkedAt },
    dmarc: { level: "ok", text: "DMARC: v=DMARC1; p=reject", checkedAt },
  });
  assert.deepEqual(alarms, []);
  assert.equal(dns.asked, 4, "reading asks nobody");
  centre.clock.advance(6 * hourMs - 1);
  assert.equal(await look({ domains: ["acme.test"], keys: [key] }), false);
  centre.clock.advance(1);
  assert.equal(await look({ domains: ["acme.test"], keys: [key] }), true);
});

test("a record that is wrong is alarmed with its cause, looked at again soon, and called off when it is mended", async (t) => {
  const { centre, dns, look, mailbox, alarmed } = await started(t);
  dns.records = { ...well, "acme.test": "v=spf1 +all", "s1-ed._domainkey.acme.test": "v=DKIM1; p=another" };
  const signed: Signed = { domains: ["acme.test"], keys: [key] };
  await look(signed);
  const found = await mailbox();
  assert.deepEqual(found.levels, ["fail", "fail", "ok"]);
  assert.deepEqual(found.alarms, [
    "acme.test in DNS: SPF: +all lets everybody send as the domain",
    "acme.test in DNS: DKIM s1-ed._domainkey.acme.test: another key is published, so signatures fail",
  ]);
  const both = (value: number) =>
    ["sales@acme.test", "support@acme.test"].flatMap((one) => ["dkim", "spf"].map((kind) => `${one} ${kind} ${value}`));
  assert.deepEqual(await alarmed(), both(1));
  const { rows } = await centre.pool.query("SELECT event FROM outbox WHERE event ->> 'operation' = 'Alarm'");
  const notes = rows.flatMap(({ event }) => (event.kind === "ConfigurationChanged" ? [event.note] : []));
  assert.ok(notes.includes(found.alarms[0]), "the audit names the cause");
  dns.records = well;
  centre.clock.advance(hourMs / 4);
  assert.equal(await look(signed), true);
  assert.deepEqual(await alarmed(), both(0));
  assert.deepEqual((await mailbox()).alarms, []);
});

test("while DNS is silent what was found stays, with the time of that; and what is missing is no alarm", async (t) => {
  const { centre, dns, look, mailbox, alarmed } = await started(t);
  dns.records = undefined;
  await look();
  const unknown = await mailbox();
  assert.deepEqual(unknown.auth?.spf, { level: "warn", text: "SPF: DNS did not answer", checkedAt: null });
  dns.records = {};
  centre.clock.advance(hourMs / 4);
  await look();
  const answered = await mailbox();
  assert.deepEqual(answered.levels, ["warn", "warn", "warn"]);
  assert.match(answered.auth?.dmarc.text ?? "", /^DMARC: no policy/);
  dns.records = undefined;
  centre.clock.advance(6 * hourMs);
  assert.equal(await look(), true);
  const silent = await mailbox();
  assert.deepEqual([silent.auth?.spf, silent.auth?.dmarc], [answered.auth?.spf, answered.auth?.dmarc]);
  assert.deepEqual(await alarmed(), []);
});

test("another key is another question: the domain is looked up at once, and nothing of the old answer stays", async (t) => {
  const { dns, look, mailbox } = await started(t);
  dns.records = well;
  await look({ domains: ["acme.test"], keys: [key] });
  dns.records = undefined;
  assert.equal(await look({ domains: ["acme.test"], keys: [{ ...key, publicKey: "another" }] }), true);
  assert.match((await mailbox()).auth?.dkim.text ?? "", /DNS did not answer/);
});
