import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { startPeer as startImap } from "../../adapters/imap/imap-peer.fixture.ts";
import { createResolver, fromRecords } from "../../adapters/verdicts/resolver.ts";
import { configurationSchema } from "../../config-options.ts";
import { StartRefused } from "../../start-refused.ts";
import { sent } from "../../testing/agent-day.ts";
import { atEnd } from "../../testing/at-end.ts";
import { acme, type Centre, testCentre } from "../../testing/centre.ts";
import { testCertificate } from "../../testing/certificate.ts";
import { startPeer } from "../../testing/smtp-peer.ts";
import { signingFileOf } from "../signing.ts";
import { examine } from "./examine.ts";

const signing = { ...acme, settings: { dkim: { domains: ["acme.test"], selectors: ["s1", "s2"] } } };

type Given = {
  readonly centre?: Centre;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly records?: Readonly<Record<string, string[][] | string[]>>;
  readonly home?: string;
};

async function examined(t: TestContext, { centre, options = {}, records = {}, home }: Given) {
  const folder = home ?? (await mkdtemp(join(tmpdir(), "postroom-doctor-")));
  if (home === undefined) atEnd(t, () => rm(folder, { recursive: true, force: true }));
  const data = join(folder, "data");
  await mkdir(data, { recursive: true, mode: 0o700 });
  const configuration = configurationSchema.parse({ data, ...options });
  const { findings, records: wanted } = await examine(configuration, {
    clock: { wall: () => Date.parse("2026-11-28T12:00:00Z"), steady: () => 0 },
    ask: createResolver({ ask: fromRecords(records) }),
    openStore: async () => centre?.performing.store,
    authorities: [testCertificate.cert],
  });
  const of = (area: string) =>
    findings
      .filter((one) => one.area === area)
      .map(({ level, text }) => `${level} ${text}`)
      .join("\n");
  const failed = findings.filter(({ level }) => level === "fail").map(({ area, text }) => `${area}: ${text}`);
  return { of, failed, wanted, folder, configuration };
}

test("on a new machine nothing fails: what is missing is named, and the first start makes it", async (t) => {
  const { of, failed } = await examined(t, {});
  assert.deepEqual(failed, []);
  assert.match(of("database"), /^warn none yet/);
  assert.match(of("relay"), /^warn none: outgoing mail waits/);
  assert.match(of("data"), /^ok /);
  assert.match(of("disk"), /MiB are free/);
  assert.match(of("smtp"), /^warn no certificate/);
});

test("with the records that it prints in DNS, SPF, DKIM and DMARC of the domain are well", async (t) => {
  const centre = await testCentre(t, signing);
  const before = await examined(t, { centre });
  assert.match(before.failed.join("\n"), /DKIM s1-rsa\._domainkey\.acme\.test: not published/);
  assert.match(before.of("domain acme.test"), /warn DKIM s2-ed\._domainkey\.acme\.test: not published yet/);
  assert.deepEqual(
    before.wanted.map(({ name }) => name),
    [
      "acme.test",
      ...["s1-rsa", "s1-ed", "s2-rsa", "s2-ed"].map((name) => `${name}._domainkey.acme.test`),
      "_dmarc.acme.test",
    ],
  );
  const records = Object.fromEntries(
    before.wanted.map(({ name, value }) => [`TXT ${name}`, [[value.slice(0, 255), value.slice(255)]]]),
  );
  const after = await examined(t, { centre, records: { ...records, "MX acme.test": ["mx"] }, home: before.folder });
  assert.deepEqual(after.failed, []);
  assert.ok(
    after
      .of("domain acme.test")
      .split("\n")
      .every((line) => line.startsWith("ok")),
    after.of("domain acme.test"),
  );
  assert.deepEqual(after.wanted, before.wanted, "the keys stay");
});

test("a relay that is down, that refuses our account, or whose certificate nobody vouches for is told with the cause", async (t) => {
  const extensions = ["AUTH PLAIN LOGIN"];
  const refusing = await startPeer(t, {
    ...{ certificate: testCertificate, extensions },
    answer: (verb) => (verb === "AUTH" ? "535 5.7.8 wrong password" : undefined),
  });
  const taking = await startPeer(t, {
    ...{ certificate: testCertificate, extensions },
    answer: (verb) => (verb === "AUTH" ? "235 2.7.0 welcome" : undefined),
  });
  const plain = await startPeer(t);
  const relay = async (url: string) => (await examined(t, { options: { relay: url } })).of("relay");
  assert.match(await relay("smtp://127.0.0.1:1"), /^fail 127\.0\.0\.1:1 cannot be used: .*ECONNREFUSED/);
  assert.match(await relay(`smtps://u:p@127.0.0.1:${refusing.port}`), /^fail .*refuses our account: .*535/);
  assert.match(
    await relay(`smtps://u:p@127.0.0.1:${taking.port}`),
    /^ok .*TLSv1\.[23], and takes our account\nok the certificate holds until 2126/,
  );
  assert.match(await relay(`smtp://127.0.0.1:${plain.port}`), /^warn .*in clear text/);
  assert.ok(
    plain.lines.every((line) => !line.startsWith("MAIL")),
    "nothing is sent",
  );
});

test("our own certificate is told by its end, and what does not fit together fails", async (t) => {
  const { folder } = await examined(t, {});
  const [certificate, key, other] = ["a.pem", "a.key", "b.key"].map((name) => join(folder, name));
  await writeFile(certificate ?? "", testCertificate.cert);
  await writeFile(key ?? "", testCertificate.key);
  await writeFile(other ?? "", "no key");
  const of = async (options: object) =>
    (await examined(t, { options: { smtpCertificate: certificate, ...options } })).of("smtp");
  assert.match(await of({ smtpKey: key }), /^ok the certificate holds until 2126-10-30/);
  assert.match(await of({ smtpKey: other }), /^fail --smtp-certificate: /);
  assert.match(await of({}), /^fail --smtp-certificate and --smtp-key belong together/);
});

test("keys that others may read, a provisioning file with problems and a database that is away all fail, and the rest is still told", async (t) => {
  const centre = await testCentre(t, signing);
  const { configuration, folder } = await examined(t, { centre });
  await chmod(signingFileOf(configuration), 0o444);
  const { failed } = await examined(t, { centre, home: folder });
  assert.match(failed.join("\n"), /^keys: .*may be read by others/m);
  const file = join(folder, "team.yaml");
  await writeFile(file, "mailboxes: [{ address: x, queue: nowhere }]\n");
  const wrong = await examined(t, { options: { provision: file } });
  assert.match(wrong.failed.join("\n"), /^configuration: .*mailboxes\[0\]/);
  const away = await examine(configuration, {
    clock: { wall: () => 0, steady: () => 0 },
    ask: async () => [],
    openStore: async () => {
      throw new StartRefused(["the database cannot be opened: ECONNREFUSED"], 3);
    },
  });
  assert.ok(
    away.findings.some(({ area, level, text }) => area === "database" && level === "fail" && /ECONN/.test(text)),
  );
  assert.ok(away.findings.some(({ area }) => area === "disk"));
});

test("mailboxes are told by where their mail comes from; an account that does not let us in fails with the cause", async (t) => {
  const imap = { host: "127.0.0.1", port: 1, tls: "none", user: "u", password: "hunter2" };
  const { port } = await startImap(t, {
    SELECT: (command) => (command.includes("Sent") ? ["NO no such mailbox"] : ["* OK [UIDVALIDITY 7] x"]),
  });
  const mailboxes = [
    { ...acme.mailboxes[0], imap },
    { address: "other@acme.test", queue: "general" },
    { address: "read@acme.test", queue: "general", imap: { ...imap, port, user: "r" } },
    { address: "unsent@acme.test", queue: "general", imap: { ...imap, port, user: "s", sentFolder: "Sent" } },
  ];
  const centre = await testCentre(t, { ...acme, mailboxes });
  await sent(centre, "alice");
  const { folder } = await examined(t, { centre });
  const key = Buffer.alloc(32, 7).toString("base64");
  await writeFile(join(folder, "data.key"), `test ${key}\n`, { mode: 0o400 });
  const { of } = await examined(t, { centre, home: folder });
  assert.match(of("mailbox support@acme.test"), /^fail .*ECONNREFUSED|^fail .*refused/);
  assert.doesNotMatch(of("mailbox support@acme.test"), /hunter2/);
  assert.equal(of("mailbox other@acme.test"), "ok by SMTP");
  assert.match(of("mailbox read@acme.test"), /^ok .*lets us in/);
  assert.match(of("mailbox unsent@acme.test"), /^fail the folder cannot be opened: Sent/);
  assert.equal((await readFile(join(folder, "data.key"), "utf8")).length, 50);
});
