import assert from "node:assert/strict";
import { test } from "node:test";
import { incoming, load, readAndRoute, receive, type TestMail, takeIn } from "../../testing/agent-day.ts";
import { acme, type Centre, testCentre } from "../../testing/centre.ts";

// What people complain of in other systems, by the names of mail.md 15.

const usual = ["From: Ann Lee <ann@customer.test>", "To: support@acme.test", "MIME-Version: 1.0"];

async function readIn(centre: Centre, mail: TestMail) {
  const id = await receive(centre, mail);
  await readAndRoute(centre);
  const interaction = await load(centre, id);
  const contents = await centre.performing.store.read((reading) =>
    reading.interactions.contents([interaction.content]),
  );
  const content = contents.get(interaction.content);
  assert(content !== undefined);
  return { ...interaction, ...content, id };
}

test("all_parts_of_multipart_mixed_shown: every text of a mail is shown, in its order, before and behind its files", async (t) => {
  const centre = await testCentre(t);
  const part = (type: string, body: string, ...more: readonly string[]) =>
    ["--b", `Content-Type: ${type}`, ...more, "", body].join("\r\n");
  const body = [
    part("text/plain", "first words"),
    part("image/png", "iVBORw0KGgo=", "Content-Transfer-Encoding: base64", "Content-Disposition: inline"),
    part("text/html", "<p>second words</p>"),
    part("text/plain", "third words"),
    "--b--",
  ].join("\r\n");
  const { text, html, attachments } = await readIn(centre, {
    headers: [...usual, "Subject: Parts", 'Content-Type: multipart/mixed; boundary="b"'],
    body,
  });
  for (const shown of [text, html]) assert.match(shown, /first words[\s\S]*second words[\s\S]*third words/);
  assert.equal(attachments.length, 1);
});

test("inline_image_without_disposition: a picture that the HTML mentions is embedded, whatever it says of itself", async (t) => {
  const centre = await testCentre(t);
  const body = [
    ...["--b", "Content-Type: text/html", "", '<p>see</p><img src="cid:logo@c.test">'],
    ...["--b", "Content-Type: image/png", "Content-ID: <logo@c.test>", "Content-Transfer-Encoding: base64", ""],
    ...["iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "--b--"],
  ].join("\r\n");
  const headers = [...usual, "Subject: Picture", 'Content-Type: multipart/related; boundary="b"'];
  const { attachments, html } = await readIn(centre, { headers, body });
  assert.deepEqual(
    attachments.map(({ contentId, isEmbedded }) => [contentId, isEmbedded]),
    [["logo@c.test", true]],
  );
  assert.match(html, /cid:logo@c\.test/);
});

test("emoji_and_4_byte_utf8: characters beyond the basic plane stay what they are, in subject, sender, text and file name", async (t) => {
  const centre = await testCentre(t);
  const word = (text: string) => `=?utf-8?B?${Buffer.from(text).toString("base64")}?=`;
  const body = [
    ...["--b", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", ""],
    ...[Buffer.from("Danke 👩‍👩‍👧 𝒜𠮷").toString("base64"), "--b"],
    ...[
      "Content-Type: application/octet-stream",
      `Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent("🔔.bin")}`,
    ],
    ...["", "x", "--b--"],
  ].join("\r\n");
  const headers = [
    ...[`From: ${word("Zoë 🐝")} <zoe@customer.test>`, "To: support@acme.test", "MIME-Version: 1.0"],
    ...[`Subject: ${word("Klingel 🔔")}`, 'Content-Type: multipart/mixed; boundary="b"'],
  ];
  const { subject, from, text, attachments } = await readIn(centre, { headers, body });
  assert.deepEqual([subject, from?.name, text.trim()], ["Klingel 🔔", "Zoë 🐝", "Danke 👩‍👩‍👧 𝒜𠮷"]);
  assert.equal(attachments[0]?.name, "🔔.bin");
});

test("deeply_nested_html: ten thousand tables within each other are shown without the depth, and hold up none behind them", async (t) => {
  const centre = await testCentre(t);
  const deep = 10_000;
  const body = `${"<table><tr><td>".repeat(deep)}the words${"</td></tr></table>".repeat(deep)}`;
  const headers = [...usual, "Subject: Deep", "Content-Type: text/html"];
  const nested = await readIn(centre, { headers, body });
  assert.equal(nested.state, "Queued");
  assert.match(nested.html, /the words/);
  assert.ok(nested.html.split("<table").length <= 201);
  const usualDepth = 25;
  const layout = `${"<table><tr><td>".repeat(usualDepth)}the words${"</td></tr></table>".repeat(usualDepth)}`;
  assert.equal((await readIn(centre, { headers: [...headers, "X: 1"], body: layout })).text.trim(), "the words");
  assert.equal((await readIn(centre, {})).text.trim(), "Where is it?\nAnn");
});

test("newsletter_replies_stay_apart: two customers who answer the same newsletter of another system get a thread each", async (t) => {
  const centre = await testCentre(t);
  const answer = (from: string) => ({
    headers: [
      ...[`From: ${from}`, "To: support@acme.test", "Subject: Re: Spring offers", `Message-ID: <${from}>`],
      ...["In-Reply-To: <news-1@mailings.test>", "References: <news-1@mailings.test>"],
    ],
    body: `I am ${from}.`,
  });
  const ann = await readIn(centre, answer("ann@one.test"));
  const ben = await readIn(centre, answer("ben@two.test"));
  assert.notEqual(ann.thread, ben.thread);
  assert.notEqual(ann.contact, ben.contact);
  assert.equal((await readIn(centre, { ...answer("ann@one.test"), body: "And more." })).thread, ann.thread);
});

test("subject_change_handled: an answer under another subject stays in its thread, and says so", async (t) => {
  const centre = await testCentre(t);
  const first = await readIn(centre, { headers: [...usual, "Subject: Order 4711", "Message-ID: <s1@customer.test>"] });
  const headers = [...usual, "Subject: Invoice for March", "In-Reply-To: <s1@customer.test>"];
  const second = await readIn(centre, { headers });
  assert.deepEqual([second.thread, second.userData["ThreadFlags"]], [first.thread, "subjectChanged"]);
});

test("full_queue_never_blocks_ingest: behind hundreds of mails that nobody answers the next one comes in and is read as ever", async (t) => {
  // Only said to be read: reading them all is not what takes time here.
  const centre = await testCentre(t, acme, { isChecked: false });
  const waiting = [];
  for (let count = 0; count < 300; count += 1) waiting.push(await incoming(centre));
  await takeIn(centre, waiting);
  await centre.pool.query("UPDATE messages SET is_read = true");
  await centre.pool.query("UPDATE interactions SET is_read = true");
  const { state, subject, contact } = await readIn(centre, {});
  assert.deepEqual([state, subject], ["Queued", "Order 4711"]);
  assert.notEqual(contact, undefined);
});
