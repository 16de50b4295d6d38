import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { authenticate } from "mailauth";
import { simpleParser } from "mailparser";
import type { MessageToCompose } from "../../ports/mail.ts";
import { sent } from "../../testing/agent-day.ts";
import { type Centre, testCentre } from "../../testing/centre.ts";
import { openTransport } from "../../testing/relay.ts";
import { stored } from "../../testing/sending-by-hand.ts";
import { sendingBy } from "../../testing/sending-loop.ts";
import { startPeer } from "../../testing/smtp-peer.ts";
import { createMessageWriter } from "../mime/compose.ts";
import { filesFor } from "../mime/reading.fixture.ts";
import { createResolver, fromRecords } from "./resolver.ts";
import { createSigningWriter } from "./sign.ts";
import { acmeRecords, testKeys } from "./signing.fixture.ts";

const signing = { keys: testKeys, domains: ["acme.test"] };
const resolver = createResolver({ ask: fromRecords(acmeRecords) });

const message = (over: Partial<MessageToCompose> = {}): MessageToCompose => ({
  ...{ messageId: "<s1.0123456789abcdef@acme.test>", date: Date.UTC(2026, 10, 23, 10, 20) },
  ...{ from: { name: "Acme", address: "support@acme.test" }, to: [{ name: "", address: "ann@customer.test" }], cc: [] },
  ...{ subject: "Re: Größe 4711", inReplyTo: "<m1@customer.test>", references: ["<m1@customer.test>"] },
  ...{ text: "Morgen.\n\n-- \nAcme\n\n\n", html: "<p>Morgen.</p>", attachments: [], boundarySeed: "S1" },
  ...over,
});

/** What a receiver that asks SPF of a stranger's address makes of it: DKIM alone can prove the sender. */
async function checked(raw: Uint8Array) {
  const { dkim, dmarc } = await authenticate(Buffer.from(raw), {
    ...{ resolver, sender: "support@acme.test", ip: "198.51.100.9", helo: "relay.test", mta: "test" },
    ...{ rejectRsaSha1: true, disableBimi: true },
  });
  const passed = dkim.results.map(({ status, selector, signingDomain, algo }) =>
    [status.result, signingDomain, selector, algo].join(" "),
  );
  return { passed: passed.toSorted(), dmarc: dmarc === false ? "fail" : dmarc.status.result };
}

const bothPass = ["pass acme.test s1-ed ed25519-sha256", "pass acme.test s1-rsa rsa-sha256"];

const named = new Set(
  [
    "From To Cc Subject Date Message-ID In-Reply-To References Reply-To MIME-Version Content-Type",
    "Auto-Submitted List-Unsubscribe List-Unsubscribe-Post",
  ]
    .join(" ")
    .toLowerCase()
    .split(" "),
);

async function composed(t: TestContext, ...messages: readonly MessageToCompose[]) {
  const writer = createSigningWriter(createMessageWriter(await filesFor(t)), signing);
  return Promise.all(messages.map(async (each) => Buffer.concat(await Array.fromAsync(writer.compose(each)))));
}

test("mail from an international domain is signed by its A-labels, as From goes out", async (t) => {
  const international = { keys: testKeys, domains: ["xn--bro-hoa.test"] };
  const writer = createSigningWriter(createMessageWriter(await filesFor(t)), international);
  const mail = message({ from: { name: "Büro", address: "hallo@Büro.test" } });
  const raw = Buffer.concat(await Array.fromAsync(writer.compose(mail))).toString("latin1");
  assert.equal(raw.match(/^DKIM-Signature:/gm)?.length, 2);
  assert.match(raw, / d=xn--bro-hoa\.test;/);
  assert.match(raw, /^From: .*<hallo@xn--bro-hoa\.test>\r$/im);
});

test("both signatures pass, aligned with From, over exactly the headers of the specification", async (t) => {
  const automatic = { loopMark: "abc" };
  for (const raw of await composed(t, message(), message({ html: "", automatic }), message({ text: "", html: "" }))) {
    const { passed, dmarc } = await checked(raw);
    assert.deepEqual([passed, dmarc], [bothPass, "pass"]);
    const head = (raw.toString("latin1").split("\r\n\r\n")[0] ?? "").replace(/\r\n[ \t]+/g, " ");
    const signatures = [...head.matchAll(/^DKIM-Signature: (.*)$/gm)].map(([, tags = ""]) => tags);
    assert.equal(signatures.length, 2);
    const present = [...head.matchAll(/^([\w-]+):/gm)].map(([, name = ""]) => name.toLowerCase());
    const wanted = present.filter((name) => named.has(name)).toSorted();
    for (const tags of signatures) {
      assert.match(tags, /c=relaxed\/relaxed/);
      assert.doesNotMatch(tags, /; ?[lx]=/);
      const [, listed = ""] = /; ?h=([^;]*)/.exec(tags) ?? [];
      assert.deepEqual(
        listed
          .toLowerCase()
          .split(/ *: */)
          .map((name) => name.trim())
          .toSorted(),
        wanted,
      );
    }
    assert.ok((await simpleParser(raw)).subject?.startsWith("Re: Größe"));
    assert.ok(
      raw
        .toString("latin1")
        .split("\r\n")
        .every((line) => line.length <= 998),
    );
  }
});

test("whoever changes a signed header or the body breaks both", async (t) => {
  const [raw = Buffer.of()] = await composed(t, message());
  for (const [before, after] of [
    ["ann@customer.test", "eve@customer.test"],
    ["In-Reply-To: <m1@", "In-Reply-To: <m2@"],
    ["Morgen.", "Heute!."],
  ] as const) {
    const changed = Buffer.from(raw.toString("latin1").replace(before, after), "latin1");
    assert.notDeepEqual(changed, raw);
    const { passed, dmarc } = await checked(changed);
    assert.ok(passed.every((one) => !one.startsWith("pass")) && dmarc !== "pass", `${before}: ${passed.join()}`);
  }
});

test("the same message gives the same bytes; another domain's mail is not signed", async (t) => {
  const stranger = message({ from: { name: "", address: "support@other.test" } });
  const [one, other, plain] = await composed(t, message(), message(), stranger);
  assert.ok(one !== undefined && other?.equals(one));
  assert.doesNotMatch(plain?.toString() ?? "", /DKIM-Signature/);
});

test("a message too large for memory is signed as well, and its failure to be composed is told", async (t) => {
  const files = await filesFor(t);
  const writer = createSigningWriter(createMessageWriter(files), signing);
  const file = await files.put(new Uint8Array(3_000_000).fill(65));
  const attachment = { ...file, name: "a.bin", mime: "application/octet-stream", contentId: undefined };
  const raw = Buffer.concat(await Array.fromAsync(writer.compose(message({ attachments: [attachment] }))));
  assert.ok(raw.length > 4_000_000);
  assert.deepEqual((await checked(raw)).passed, bothPass);
  await assert.rejects(Array.fromAsync(writer.compose(message({ subject: "a\r\nb" }))), /line break/);
});

/** The centre as it is started with signing domains. */
const signingCentre = async (t: TestContext): Promise<Centre> => {
  const centre = await testCentre(t);
  const { performing } = centre;
  const writer = createSigningWriter(performing.world.writer, signing);
  return { ...centre, performing: { ...performing, world: { ...performing.world, writer } } };
};

test("sealed once: over refusals and a cut connection every attempt carries the same signed bytes, and they pass at the end", async (t) => {
  const centre = await signingCentre(t);
  let tries = 0;
  const peer = await startPeer(t, {
    answer: (verb, _line, socket) => {
      if (verb !== "." || ++tries > 2) return undefined;
      if (tries === 1) return "451 4.3.0 not now";
      socket.destroy();
      return "";
    },
  });
  const sending = sendingBy(centre, openTransport(t, peer.port));
  const id = await sent(centre, "alice");
  const { sha256, size } = (await stored(centre, id)).delivery;
  await sending.round();
  centre.clock.advance(60_000);
  await sending.round();
  assert.equal((await stored(centre, id)).delivery.state, "unknown");
  const [first = Buffer.of(), second = Buffer.of()] = peer.bodies;
  assert.ok(first.equals(second), "the same bytes");
  const raw = Buffer.from(first.toString("latin1").slice(0, -3).replace(/^\.\./gm, "."), "latin1");
  assert.equal(raw.length, size);
  assert.ok(raw.equals(Buffer.concat(await Array.fromAsync(centre.files.open(sha256)))));
  assert.deepEqual(await checked(raw).then(({ passed, dmarc }) => [passed, dmarc]), [bothPass, "pass"]);
});
