import assert from "node:assert/strict";
import { test } from "node:test";
import { createHtml } from "./html.ts";
import { htmlToText } from "./to-text.ts";

test("paragraphs, lines, lists, links, rows and quotations read as one would type them", () => {
  const html =
    "<h1>Order</h1><p>Hi <b>Ann</b>,<br>see <a href='https://x.test/'>this</a> or <a href='https://y.test/'>https://y.test/</a></p>" +
    "<ul><li>one</li><li>two</li></ul><table><tr><td>4711</td><td>2 pieces</td></tr><tr><td>4712</td></tr></table><blockquote>old</blockquote><img src='cid:a' alt='logo'>";
  assert.equal(
    htmlToText(html),
    "Order\n\nHi Ann,\nsee this <https://x.test/> or https://y.test/\n\n * one\n * two\n\n4711 2 pieces\n4712\n\n> old",
  );
});

test("long lines are not wrapped, entities are read, nothing gives nothing", () => {
  assert.equal(htmlToText(`<p>${"word ".repeat(100)}&amp; end</p>`), `${"word ".repeat(100)}& end`);
  assert.equal(htmlToText(""), "");
});

test("nested tables neither overflow the stack nor take long", () => {
  assert.doesNotThrow(() => htmlToText("<table><tr><td>".repeat(3000)));
});

test("small drafts are done at once, large ones in the thread", async () => {
  const asked: number[] = [];
  const thread = async (html: string) => {
    asked.push(html.length);
    return "threaded";
  };
  const seen = { html: "threaded", remote: [], trackers: 0, isDesigned: false, linkWarnings: [], rulesVersion: 1 };
  const view = async (html: string) => ({ ...seen, html: await thread(html) });
  const html = createHtml({ sanitise: thread, toText: thread, view }, 10);
  assert.equal(await html.sanitise("<p>x</p>"), "<p>x</p>");
  assert.equal(await html.toText("<p>x</p>"), "x");
  assert.deepEqual(
    [await html.sanitise("<p>longer</p>"), await html.toText("<p>longer</p>"), asked],
    ["threaded", "threaded", [13, 13]],
  );
  const asView = { base: "", contentIds: [], showsRemote: false };
  const views = [await html.view("<p>x</p>", asView), await html.view("<p>longer</p>", asView)];
  assert.deepEqual(
    views.map((one) => one.html),
    ["<p>x</p>", "threaded"],
  );
});
