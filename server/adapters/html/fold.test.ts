import assert from "node:assert/strict";
import { test } from "node:test";
import { replySamples } from "../../domain/mail/reply/replies.fixture.ts";
import { cpuMs } from "../../testing/cpu-ms.ts";
import { foldQuotations } from "./fold.ts";
import { sanitise } from "./sanitise.ts";
import { htmlToText } from "./to-text.ts";
import { viewHtml } from "./view.ts";

const folded = (html: string) => foldQuotations(sanitise(html, "aside"), "More");
const box = /<details class="quotation"><summary>More<\/summary>([\s\S]*?)<\/details>/g;
const words = (text: string) => text.replace(/[\s>-]/g, "");

const replies = replySamples.flatMap(({ name, html, expected }) => {
  const fresh = expected.filter(({ kind, text }) => kind !== "quoted" && text.trim() !== "");
  return html === undefined || fresh.length === 0 || fresh.length === expected.length ? [] : [{ name, html, fresh }];
});

test("of clients' replies at least 95 % are folded, nothing that is new ever, and unfolded each is what it was", (t) => {
  const left = replies.filter(({ html }) => !folded(html).includes("<details"));
  t.diagnostic(`${replies.length - left.length} of ${replies.length} folded, but ${left.map(({ name }) => name)}`);
  assert.ok(replies.length >= 60 && left.length <= replies.length * 0.05);
  for (const { name, html, fresh } of replies) {
    const shown = words(htmlToText(folded(html).replaceAll(box, "")));
    for (const line of fresh.flatMap(({ text }) => text.split("\n")))
      assert.ok(shown.includes(words(line)), `${name}: ${line}`);
    assert.equal(folded(html).replaceAll(box, "$1"), sanitise(html, "aside"), name);
  }
});

test("neighbours that are quoted are one fold, and an answer between them parts it", () => {
  const outlook =
    "<p>Yes.</p><div><p><b>From:</b> Ann &lt;ann@a.test&gt;<br><b>Sent:</b> Monday, 2 March 2026 10:00<br><b>To:</b> Bob<br><b>Subject:</b> Hello</p></div><p>May we?</p><p>Ann</p>";
  assert.match(folded(outlook), /^<p>Yes\.<\/p><details[^>]*><summary>More<\/summary><div>.*Ann<\/p><\/details>$/s);
  const between = folded(
    "<blockquote type=cite><p>One?</p></blockquote><p>First.</p><blockquote type=cite><p>Two?</p></blockquote><p>Second.</p>",
  );
  assert.deepEqual(
    [...between.matchAll(box)].map(([, inside = ""]) => htmlToText(inside)),
    ["> One?", "> Two?"],
  );
  assert.match(between.replaceAll(box, "|"), /^\|<p>First\.<\/p>\|<p>Second\.<\/p>$/);
});

test("a mail of nothing but a quotation stays open, and so does one with our marks in it", () => {
  for (const html of [
    "<blockquote type=cite><p>Hello</p></blockquote>",
    "<p>New</p><blockquote type=cite>a\ue0f0b</blockquote>",
    "<p>No quotation, 3 &gt; 2</p>",
    "",
  ]) {
    assert.equal(folded(html), sanitise(html, "aside"), html);
  }
});

test("a sender can neither make folds nor write into the label, and pictures of a quotation stay off", () => {
  const asked = { base: "/mail-view/T", contentIds: [], showsRemote: false, quotationLabel: 'A "<b>' };
  const mail =
    "<details><summary>x</summary>Hidden</details><p>New</p><blockquote type=cite><p>Old<img src=https://a.test/1.png></p></blockquote>";
  const { html, remote } = viewHtml(mail, asked);
  assert.equal(html.split("<details").length, 2);
  assert.ok(html.includes("<summary>A &quot;&lt;b&gt;</summary>") && html.includes("Hidden"), html);
  assert.deepEqual([remote.length, html.includes("src=")], [1, false]);
});

test("a mail of nothing but blocks takes no time", () => {
  const quoted = "<blockquote type=cite><p>a</p></blockquote>";
  for (const html of [
    quoted.repeat(5_000),
    "<div>".repeat(150) + quoted.repeat(2_000),
    `<p>n</p>${"<div>On</div>".repeat(9_000)}`,
  ]) {
    const startMs = cpuMs();
    folded(html);
    assert.ok(cpuMs() - startMs < 5_000);
  }
});
