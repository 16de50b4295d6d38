import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { simpleParser } from "mailparser";
import { startAgent } from "../support/agent.ts";
import { attach, beginUpload, downloadedHash, hashOf, someBytes } from "../support/attachments.ts";
import { eventually } from "../support/eventually.ts";
import { isFull } from "../support/full.ts";
import { mailIn } from "../support/mail.ts";
import { peakGrowth, tellsPeak } from "../support/memory.ts";
import { startServer } from "../support/server.ts";
import { startSink } from "../support/sink.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

const megabyte = 1_048_576;
const fileBytes = 25 * megabyte;
const atOnce = isFull ? 8 : 2;

/** A server with a relay, and alice with as many drafts as asked for. */
async function composing(t: TestContext, count = 1) {
  const sink = await startSink(t);
  const team = await writeTeam(t, await acmeWith({ requestRate: 1_000, requestBurst: 4_000 }));
  const server = await startServer(t, { team, relay: sink.url });
  const { http, smtp, pid } = server.ready();
  const alice = await startAgent(t, { http, userName: "alice", isReady: true });
  const original = await mailIn(t, smtp);
  await alice.hears(original, "Invited");
  await alice.does(original, "Accept");
  const drafts: string[] = [];
  for (let made = 0; made < count; made++) {
    drafts.push(String((await alice.does(original, "Reply"))["replyInteractionId"]));
  }
  return { sink, server, http, pid, alice, drafts: drafts.map((id) => ({ id, path: `/me/emails/${id}` })) };
}

test("a file of 25 MB goes up, comes down byte for byte, and leaves by SMTP, in little memory", async (t) => {
  if (!tellsPeak) return t.skip("this system does not tell the peak of a process's memory");
  const { alice, http, pid, drafts, sink } = await composing(t, 2);
  const [warm, draft] = drafts;
  assert.ok(warm && draft);
  // What a process needs once, whatever it does later.
  const small = someBytes(2 * megabyte);
  const smallId = await attach(alice.client, warm.path, { bytes: small });
  assert.equal(await downloadedHash(http, "alice", `${warm.path}/attachments/${smallId}`), hashOf(small));
  await alice.does(warm.id, "Send", { email_object: { to: "ann@customer.test", text: "small" } });
  await sink.until(1, 30_000);

  const bytes = someBytes(fileBytes);
  let documentId = "";
  const up = await peakGrowth(pid, async () => {
    documentId = await attach(alice.client, draft.path, { bytes, name: "large.bin" });
  });
  const down = await peakGrowth(pid, async () => {
    assert.equal(await downloadedHash(http, "alice", `${draft.path}/attachments/${documentId}`), hashOf(bytes));
  });
  const out = await peakGrowth(pid, async () => {
    await alice.does(draft.id, "Send", { email_object: { to: "ann@customer.test", text: "large" } });
    await sink.until(2, 60_000);
  });
  t.diagnostic(`growth in MB: up ${up / megabyte}, down ${down / megabyte}, out ${out / megabyte}`);
  for (const [what, growth] of Object.entries({ up, down, out })) {
    assert.ok(growth <= 64 * megabyte, `${what}: grew by ${Math.round(growth / megabyte)} MB`);
  }
  const mail = await simpleParser(sink.mails[1]?.raw ?? "");
  assert.deepEqual(
    mail.attachments.map(({ filename, content }) => [filename, hashOf(content)]),
    [["large.bin", hashOf(bytes)]],
  );
});

test(`${atOnce} files of 25 MB at once go up and come down within ${atOnce * 50} MB`, async (t) => {
  if (!tellsPeak) return t.skip("this system does not tell the peak of a process's memory");
  const { alice, http, pid, drafts } = await composing(t, atOnce);
  const files = drafts.map(({ path }) => ({ path, bytes: someBytes(fileBytes) }));
  const growth = await peakGrowth(pid, async () => {
    const ids = await Promise.all(files.map(({ path, bytes }) => attach(alice.client, path, { bytes })));
    const hashes = files.map(({ path }, index) => downloadedHash(http, "alice", `${path}/attachments/${ids[index]}`));
    assert.deepEqual(
      await Promise.all(hashes),
      files.map(({ bytes }) => hashOf(bytes)),
    );
  });
  t.diagnostic(`growth in MB: ${growth / megabyte}`);
  assert.ok(growth <= atOnce * 50 * megabyte, `grew by ${Math.round(growth / megabyte)} MB`);
});

test("what becomes of files that are cut off, and of pictures", async (t) => {
  const { alice, http, server, sink, drafts } = await composing(t);
  const [draft] = drafts;
  assert.ok(draft);

  await t.test("uploads that are cut anywhere leave no attachment, no file and nothing half-written", async () => {
    const before = await alice.sees(draft.id);
    const files = join(server.data, "files");
    const stored = async () => (await readdir(files, { recursive: true })).toSorted();
    const filesBefore = await stored();
    const bytes = someBytes(2 * megabyte);
    const incoming = () => readdir(join(files, "incoming"));
    for (let cut = 0; cut < 16; cut++) {
      // Many of them in the headers of the form, where there is most to go wrong.
      const length = Math.floor(Math.random() ** 8 * bytes.length);
      const breakOff = await beginUpload(http, draft.path, { userName: "alice", bytes, length });
      await eventually(incoming, (names) => names.length === 1);
      breakOff();
      await eventually(incoming, (names) => names.length === 0);
    }
    assert.deepEqual(await stored(), filesBefore);
    assert.deepEqual(await alice.sees(draft.id), before);
    const list = await alice.client.get(`${draft.path}/attachments`);
    assert.deepEqual(list.body["attachments"], []);
  });

  await t.test("a picture that the HTML shows arrives beside it, one that it does not as an attachment", async () => {
    const shown = someBytes(3_000);
    const unused = someBytes(4_000);
    const inline = { inline: "true", contentId: "logo@acme.test" };
    await attach(alice.client, draft.path, { bytes: shown, name: "logo.png", type: "image/png", fields: inline });
    await attach(alice.client, draft.path, {
      bytes: unused,
      name: "unused.png",
      type: "image/png",
      fields: { inline: "true" },
    });
    const html = '<p>See <img src="cid:logo@acme.test"></p>';
    await alice.does(draft.id, "Send", { email_object: { to: "ann@customer.test", structuredText: html } });
    const [sunk] = await sink.until(1, 30_000);
    const raw = String(sunk?.raw);
    assert.match(raw, /Content-Type: multipart\/related[\s\S]*Content-ID: <logo@acme\.test>/);
    const mail = await simpleParser(raw, { skipImageLinks: true });
    assert.deepEqual(
      mail.attachments.map(({ filename, contentDisposition, cid, content }) => [
        filename,
        contentDisposition,
        cid,
        hashOf(content),
      ]),
      [
        ["logo.png", "inline", "logo@acme.test", hashOf(shown)],
        ["unused.png", "attachment", undefined, hashOf(unused)],
      ],
    );
  });
});
