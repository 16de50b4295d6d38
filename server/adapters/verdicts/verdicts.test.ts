import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { type TestContext, test } from "node:test";
import { dkimSign } from "mailauth";
import { readSome } from "../../loops/reader.ts";
import { load, receive } from "../../testing/agent-day.ts";
import { atEnd } from "../../testing/at-end.ts";
import { acme, testCentre } from "../../testing/centre.ts";
import { filesFor } from "../mime/reading.fixture.ts";
import { createVerdicts } from "./in-thread.ts";
import { createResolver, forOneMail, fromRecords } from "./resolver.ts";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const records = {
  "TXT customer.test": [["v=spf1 ip4:192.0.2.7 -all"]],
  "TXT _dmarc.customer.test": [["v=DMARC1; p=reject"]],
  "TXT s1._domainkey.customer.test": [
    [`v=DKIM1; k=rsa; p=${publicKey.export({ type: "spki", format: "der" }).toString("base64")}`],
  ],
};
const entry = new URL("../../verdict-thread.ts", import.meta.url);
const bytesOf = (...headers: readonly string[]) =>
  new Uint8Array(Buffer.from([...headers, "Subject: Order", "", "Where is it?", ""].join("\r\n")));
const from = "From: Ann <ann@customer.test>";

async function verdictsFor(t: TestContext) {
  const verdicts = createVerdicts({ entry, files: await filesFor(t), records });
  atEnd(t, () => verdicts.stop());
  return (bytes: Uint8Array, ip: string | undefined, envelopeFrom = "ann@customer.test") =>
    verdicts.check({ raw: { bytes }, client: { ip, helo: "mx.customer.test" }, envelopeFrom });
}

test("SPF of the sender's own server passes and aligns; of a stranger's it fails, and DMARC with it", async (t) => {
  const check = await verdictsFor(t);
  const good = await check(bytesOf(from), "192.0.2.7");
  assert.deepEqual(good, { spf: "pass", dkim: "none", dmarc: "pass", arc: "none", isAligned: true });
  const bad = await check(bytesOf(from), "198.51.100.9");
  assert.deepEqual([bad.spf, bad.dmarc, bad.isAligned], ["fail", "fail", false]);
});

test("a signature that passes proves the sender wherever the mail came from; changed on the way it proves nothing", async (t) => {
  const check = await verdictsFor(t);
  const raw = bytesOf(from);
  const key = { signingDomain: "customer.test", selector: "s1", privateKey: pem };
  const { signatures } = await dkimSign(Buffer.from(raw), { ...key, signatureData: [key] });
  const signed = Buffer.concat([Buffer.from(signatures), raw]);
  const { dkim, dmarc, isAligned } = await check(new Uint8Array(signed), "198.51.100.9");
  assert.deepEqual([dkim, dmarc, isAligned], ["pass", "pass", true]);
  const changed = Buffer.from(signed.toString().replace("Where is it", "Send money"));
  assert.notEqual((await check(new Uint8Array(changed), "198.51.100.9")).dmarc, "pass");
});

test("no From, or several, is a DMARC fail", async (t) => {
  const check = await verdictsFor(t);
  for (const raw of [bytesOf("To: support@acme.test"), bytesOf(from, "From: eve@stranger.test")]) {
    assert.equal((await check(raw, "192.0.2.7")).dmarc, "fail");
  }
});

test("where DNS is silent the verdict is temperror, mail goes on, and nobody waits twice", async () => {
  let asked = 0;
  let now = 0;
  const resolve = createResolver({
    ask: (name) => {
      if (name !== ".") asked += 1;
      return new Promise(() => {});
    },
    now: () => now,
    answerMsMax: 1,
  });
  await assert.rejects(resolve("customer.example.org", "TXT"), { code: "ETIMEOUT" });
  await assert.rejects(resolve("other.example.org", "TXT"), { code: "ETIMEOUT" });
  assert.equal(asked, 1);
  now = 31_000;
  await assert.rejects(resolve("other.example.org", "TXT"), { code: "ETIMEOUT" });
  assert.equal(asked, 2);
});

test("a name that does not answer is not waited for twice, and takes the answer from no other", async () => {
  const asked: string[] = [];
  let now = 0;
  const answers = fromRecords({ ...records, "NS .": ["a.root-servers.net"] });
  const ask = (name: string, type: string) => {
    asked.push(name);
    return name.endsWith("silent.example.org") ? new Promise<string[]>(() => {}) : answers(name, type);
  };
  const resolve = createResolver({ ask, now: () => now, answerMsMax: 20 });
  await assert.rejects(resolve("silent.example.org", "TXT"), { code: "ETIMEOUT" });
  assert.deepEqual(await resolve("_dmarc.customer.test", "TXT"), [["v=DMARC1; p=reject"]]);
  await assert.rejects(resolve("silent.example.org", "TXT"), { code: "ETIMEOUT" });
  assert.deepEqual(asked, ["silent.example.org", ".", "_dmarc.customer.test"]);
  now = 31_000;
  await assert.rejects(resolve("silent.example.org", "TXT"), { code: "ETIMEOUT" });
  assert.equal(asked.filter((name) => name === "silent.example.org").length, 2);
});

test("one mail waits only so long for all its questions together", async () => {
  let now = 0;
  const resolve = forOneMail(createResolver({ ask: fromRecords(records) }), 10, () => now);
  assert.deepEqual(await resolve("_dmarc.customer.test", "TXT"), [["v=DMARC1; p=reject"]]);
  const silent = forOneMail(() => new Promise(() => {}), 10);
  await assert.rejects(silent("customer.test", "TXT"), { code: "ETIMEOUT" });
  now = 10;
  await assert.rejects(resolve("_dmarc.customer.test", "TXT"), { code: "ETIMEOUT" });
});

test("an answer is remembered for five minutes", async () => {
  let asked = 0;
  let now = 0;
  const ask = fromRecords(records);
  const resolve = createResolver({
    ask: (name, type) => {
      asked += 1;
      return ask(name, type);
    },
    now: () => now,
  });
  for (const _ of [1, 2]) assert.deepEqual(await resolve("Customer.test.", "TXT"), records["TXT customer.test"]);
  await assert.rejects(resolve("none.customer.test", "TXT"), { code: "ENOTFOUND" });
  await assert.rejects(resolve("none.customer.test", "TXT"), { code: "ENOTFOUND" });
  assert.equal(asked, 2);
  now = 300_001;
  await resolve("customer.test", "TXT");
  assert.equal(asked, 3);
});

test("the verdict is stored, stands in the user data, and a forged participant does not join the thread", async (t) => {
  const centre = await testCentre(t);
  const verdicts = createVerdicts({ entry, files: centre.files, records });
  atEnd(t, () => verdicts.stop());
  const read = () =>
    readSome(centre.performing, centre.reader, centre.wake, {
      authentication: { verdicts, isTrustedRelay: () => true },
    });
  const mail = (id: string, ip: string, ...more: readonly string[]) =>
    receive(centre, {
      headers: [
        `Received: from mx (mx [${ip}]) by relay`,
        from,
        "To: support@acme.test",
        `Message-ID: <${id}@c.test>`,
        ...more,
      ],
    });
  const first = await mail("a", "192.0.2.7");
  const forged = await mail("b", "198.51.100.9", "In-Reply-To: <a@c.test>");
  while (await read());
  const of = (id: string) => centre.performing.store.read((reading) => reading.readings.of(id));
  assert.equal((await load(centre, first)).userData["SenderVerdict"], "spf=pass dkim=none dmarc=pass aligned=yes");
  const reading = await of(forged);
  assert.deepEqual([reading?.verdict?.dmarc, reading?.joinedBecause?.flags], ["fail", ["senderNotVerified", "linked"]]);
  assert.equal(reading?.linkedThread, (await load(centre, first)).thread);
});

test("a routing rule sends what the sender's own domain disowns elsewhere, and what it owns on its way", async (t) => {
  const then = [{ set: "queue", value: "general" }];
  const rules = [{ id: "forged", if: [{ field: "dmarc", value: "fail" }], then }];
  const centre = await testCentre(t, { ...acme, rules });
  const verdicts = createVerdicts({ entry, files: centre.files, records });
  atEnd(t, () => verdicts.stop());
  const authentication = { verdicts, isTrustedRelay: () => true };
  const received = (ip: string) => `Received: from mx (mx [${ip}]) by relay`;
  const mail = (ip: string) =>
    receive(centre, { headers: [received(ip), from, "To: support@acme.test", `Message-ID: <${ip}@c.test>`] });
  const honest = await mail("192.0.2.7");
  const forged = await mail("198.51.100.9");
  while (await readSome(centre.performing, centre.reader, centre.wake, { authentication }));
  const queues = new Map(
    (await centre.performing.store.read((reading) => reading.centre.queues())).map(({ id, name }) => [id, name]),
  );
  const queueOf = async (id: string) => queues.get((await load(centre, id)).queue);
  assert.deepEqual([await queueOf(honest), await queueOf(forged)], ["support", "general"]);
});
