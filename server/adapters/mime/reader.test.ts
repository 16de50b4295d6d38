import assert from "node:assert/strict";
import { mkdtemp, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { FileDamaged, FileMissing } from "../../ports/files.ts";
import { HtmlUnreadable } from "../../ports/html.ts";
import { openDiskFiles } from "../files/disk.ts";
import { createHtml } from "../html/html.ts";
import { htmlInThread } from "./html-thread.ts";
import { createMessageReader } from "./reader.ts";
import { bytesOf, filesFor, lines, sha256Of } from "./reading.fixture.ts";
import { ThreadPool, type ThreadPoolOptions, threadPoolDefaults } from "./thread-pool.ts";

const entry = new URL("../../mail-thread.ts", import.meta.url);
const dyingEntry = new URL("./dying-thread.fixture.ts", import.meta.url);
const pools: ThreadPool[] = [];
const poolOf = (over: Partial<ThreadPoolOptions> = {}) => {
  const pool = new ThreadPool({ ...threadPoolDefaults(entry, 2), ...over });
  pools.push(pool);
  return pool;
};

const files = await filesFor({ after });
const pool = poolOf();
after(() => Promise.all(pools.map((each) => each.stop())));

const file = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7919) % 251);
const raw = bytesOf(
  lines("From: Ann Lee <ann@customer.test>", "Subject: Order 4711", "Content-Type: multipart/mixed; boundary=X", "") +
    lines(
      "--X",
      "",
      "Where is it?",
      "Ann",
      "--X",
      "Content-Type: text/html",
      "",
      "<p>See <img src=cid:a onerror=x></p>",
    ) +
    lines("--X", "Content-Type: image/png; name=a.png", "Content-ID: <a>", "Content-Transfer-Encoding: base64", "") +
    lines(
      (
        Buffer.from(file)
          .toString("base64")
          .match(/.{1,76}/g) ?? []
      ).join("\r\n"),
      "--X--",
    ),
);
const html = (body: string) =>
  bytesOf(lines("From: ann@customer.test", "Subject: Order 4711", "Content-Type: text/html", "", body));

test("a message is read in a thread, from memory and from a stored file alike, and its attachments are stored", async () => {
  const reader = createMessageReader({ pool, files });
  const read = await reader.read({ bytes: raw });
  assert.equal(read.text, "Where is it?\nAnn\n\nSee");
  assert.equal(read.html, '<p>Where is it?<br>Ann</p>\n<p>See <img src="cid:a" /></p>');
  assert.deepEqual(read.attachments, [
    { name: "a.png", mime: "image/png", size: file.length, sha256: sha256Of(file), contentId: "a", isEmbedded: true },
  ]);
  assert.deepEqual(Buffer.compare(await files.read(sha256Of(file)), file), 0);
  assert.deepEqual(await reader.read(await files.put(raw)), read);
  assert.equal(raw.length > 400_000, true, "the caller's bytes are still the caller's");
});

test("raw-only gives sender and subject, and the message as its one attachment", async () => {
  const read = await createMessageReader({ pool, files }).read({ bytes: raw }, { rawOnly: true });
  assert.deepEqual([read.subject, read.from[0]?.name, read.text, read.html], ["Order 4711", "Ann Lee", "", ""]);
  assert.deepEqual(read.attachments, [
    {
      name: "message.eml",
      mime: "message/rfc822",
      size: raw.length,
      sha256: sha256Of(raw),
      contentId: undefined,
      isEmbedded: false,
    },
  ]);
  assert.deepEqual(read.defects, ["the message was not parsed, because that failed before"]);
});

test("more messages than threads are all read, large ones in turn", async () => {
  const reader = createMessageReader({ pool, files, largeBytes: 1000 });
  const all = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      reader.read({ bytes: html(index % 2 === 0 ? `<p>${index}</p>` : `<p>${index}${"x".repeat(2000)}</p>`) }),
    ),
  );
  assert.deepEqual(
    all.map(({ text }) => Number.parseInt(text, 10)),
    Array.from({ length: 12 }, (_, index) => index),
  );
  assert.ok(pool.size <= 2);
});

for (const death of ["exit", "endless", "memory", "throws"]) {
  test(`a thread that dies leaves sender, subject and the raw message: ${death}`, async () => {
    const dying = poolOf({
      entry: dyingEntry,
      answerMsMax: death === "endless" ? 300 : 10_000,
      heapMegabytesMax: 32,
      threadsMax: 1,
    });
    const bytes = html(`<${death}>`);
    const read = await createMessageReader({ pool: dying, files }).read({ bytes });
    assert.deepEqual(
      [read.subject, read.from[0]?.address, read.attachments.map(({ sha256 }) => sha256)],
      ["Order 4711", "ann@customer.test", [sha256Of(bytes)]],
    );
    assert.equal(
      (await createMessageReader({ pool: dying, files }).read({ bytes: html("<p>fine</p>") })).html,
      "<p>fine</p>",
    );
  });
}

test("large HTML that never ends leaves the text, with the HTML attached", async () => {
  const dying = poolOf({ entry: dyingEntry, answerMsMax: 1000, threadsMax: 1 });
  const markup = `<endless>${" ".repeat(70_000)}`;
  const bytes = bytesOf(
    lines("From: ann@customer.test", "Content-Type: multipart/alternative; boundary=X", "") +
      lines("--X", "", "Where is it?", "--X", "Content-Type: text/html", "", markup, "--X--"),
  );
  const read = await createMessageReader({ pool: dying, files }).read({ bytes });
  assert.deepEqual(
    [read.text, read.html, read.defects],
    ["Where is it?", "<p>Where is it?</p>", ["the HTML could not be displayed; it is attached"]],
  );
  assert.deepEqual(
    read.attachments.map(({ mime, sha256 }) => [mime, sha256]),
    [["text/html", sha256Of(bytesOf(markup))]],
  );
});

test("our own trouble is thrown: a missing file, a stopped reader", async () => {
  const reader = createMessageReader({ pool, files });
  await assert.rejects(reader.read({ sha256: "0".repeat(64), size: 10 }), FileMissing);
  const stopping = poolOf({ entry: dyingEntry, threadsMax: 1 });
  const stopped = createMessageReader({ pool: stopping, files });
  const open = [stopped.read({ bytes: html("<endless>") }), stopped.read({ bytes: html("<p>waiting</p>") })];
  const refused = Promise.all(open.map((each) => assert.rejects(each, /the message reader was stopped/)));
  await stopped.stop();
  await refused;
  await assert.rejects(stopped.read({ bytes: raw }), /the message reader was stopped/);
});

test("raw-only reads what the disk still gives of a damaged message, and one whose file is gone", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "postroom-damaged-"));
  t.after(() => rm(folder, { recursive: true }));
  const own = await openDiskFiles({ folder, clock: { steady: () => 0, wall: () => 0 } });
  const reader = createMessageReader({ pool, files: own });
  const stored = await own.put(raw);
  const path = join(folder, stored.sha256.slice(0, 2), stored.sha256.slice(2));
  await truncate(path, 300_000);
  await assert.rejects(reader.read(stored), FileDamaged);
  const read = await reader.read(stored, { rawOnly: true });
  assert.deepEqual([read.subject, read.attachments.map(({ sha256 }) => sha256)], ["Order 4711", [stored.sha256]]);
  await rm(path);
  assert.equal((await reader.read(stored, { rawOnly: true })).subject, "");
});

test("threads are started when needed and ended when idle", async () => {
  const idle = poolOf({ idleMsMax: 20 });
  assert.equal(idle.size, 0);
  const reader = createMessageReader({ pool: idle, files });
  await reader.read({ bytes: html("<p>x</p>") });
  while (idle.size > 0) await pause(5);
  assert.equal((await reader.read({ bytes: html("<p>y</p>") })).text, "y");
});

test("large drafts are sanitised in a thread; what kills it is refused", async () => {
  const drafts = createHtml(htmlInThread(pool), 10);
  assert.equal(
    await drafts.sanitise('<p>Hi</p><img src="https://x.test/a.png">', "kept"),
    '<p>Hi</p><img src="https://x.test/a.png" />',
  );
  assert.equal(await drafts.toText("<p>Hi</p><p>Ann</p>"), "Hi\n\nAnn");
  const dying = createHtml(htmlInThread(poolOf({ entry: dyingEntry, answerMsMax: 300 })), 0);
  await assert.rejects(dying.sanitise("<endless>"), HtmlUnreadable);
});
