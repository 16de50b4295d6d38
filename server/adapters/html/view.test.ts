import assert from "node:assert/strict";
import { test } from "node:test";
import type { ViewAsked } from "../../ports/html.ts";
import { viewHtml } from "./view.ts";

const asked: ViewAsked = { base: "/mail-view/T", contentIds: ["logo@a", undefined, "b c"], showsRemote: false };
const shown = (html: string, more: Partial<ViewAsked> = {}) => viewHtml(html, { ...asked, ...more });

test("the mail's own pictures are known by their place, those it does not have are not asked for", () => {
  const { html, remote } = shown('<img src="cid:logo@a" alt="L"><img src="CID:b%20c"><img src="cid:other">');
  assert.equal(html, '<img alt="L" src="/mail-view/T/cid/0"><img src="/mail-view/T/cid/2"><img>');
  assert.deepEqual(remote, []);
});

test("pictures from outside are taken out and counted, shown only by number, and trackers never", () => {
  const mail =
    '<img src="https://a.test/1.png"><img src="http://b.test/2.png?x=1&amp;y=2"><img src="https://a.test/1.png">' +
    '<img src="https://t.test/p" width="1" height="1"><img src="https://t.test/q" style="width:1px;height:0">';
  const hidden = shown(mail);
  assert.equal(hidden.html, "<img><img><img>");
  assert.deepEqual(hidden.remote, ["https://a.test/1.png", "http://b.test/2.png?x=1&y=2"]);
  assert.equal(hidden.trackers, 2);
  const { html } = shown(mail, { showsRemote: true });
  assert.equal(
    html,
    '<img src="/mail-view/T/remote/0"><img src="/mail-view/T/remote/1"><img src="/mail-view/T/remote/0">',
  );
});

test("a link says where it leads, and is named when its text says something else", () => {
  const { html, linkWarnings } = shown(
    '<a href="https://www.shop.test/x" title="lie">our shop</a> <a href="https://evil.test/">https://www.bank.test/login</a>' +
      ' <a href="https://login.bank.test">bank.test</a>',
  );
  assert.match(html, /<a href="https:\/\/www\.shop\.test\/x"[^>]* title="shop\.test">our shop<\/a> <a/);
  assert.match(html, /login<\/a> <small>\[evil\.test\]<\/small>/);
  assert.match(html, /title="login\.bank\.test">bank\.test<\/a>$/);
  assert.deepEqual(linkWarnings, [{ text: "https://www.bank.test/login", host: "evil.test" }]);
});

test("a letter is written in our own form, with nothing but its address", () => {
  const { html } = shown('<a href="mailto:ann@a.test?subject=x&amp;body=y">write</a>');
  assert.match(html, /^<a [^>]*href="\/new\?to=ann%40a\.test">write<\/a>$/);
  assert.match(html, /rel="noopener noreferrer nofollow"/);
});

test("mail with colours of its own is told from plain mail", () => {
  const designed = ['<p style="color:#fff">x</p>', '<table bgcolor="red"></table>', '<font color="red">x</font>'];
  for (const html of designed) assert.ok(shown(html).isDesigned, html);
  for (const html of ["<p>color: red</p>", '<p style="margin:1px">x</p>', '<p title="color:">x</p>']) {
    assert.ok(!shown(html).isDesigned, html);
  }
});

test("nothing hostile survives, however it is written", () => {
  const hostile = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<meta http-equiv="refresh" content="0;url=https://e.test">',
    '<base href="https://e.test">',
    '<form action="https://e.test"><input name=q></form>',
    "<svg><script>alert(1)</script></svg>",
    '<p style="background:url(https://e.test/x)">x</p>',
    '<p style="position:fixed;top:0">x</p>',
    '<iframe src="https://e.test"></iframe>',
    '<img srcset="https://e.test/x 1x">',
    '<a title=\'"><img src="https://e.test/x">\'>x</a>',
    '<img alt="><img src=https://e.test/x>" src="cid:logo@a">',
    '<img data-remote="https://e.test/x" width="1" height="1">',
    '<link rel=stylesheet href="https://e.test/x"><style>@import "https://e.test/y"</style>',
  ];
  for (const mail of hostile) {
    const { html } = shown(mail);
    const withoutText = html.replace(/"[^"]*"/g, (value) => (value.includes("/mail-view/T/") ? value : '""'));
    assert.doesNotMatch(withoutText, /<(?:script|meta|base|form|input|svg|iframe|link|style)\b/i, mail);
    assert.doesNotMatch(html, /javascript:|onerror|srcset|url\(|position/i, mail);
    assert.doesNotMatch(html, /<[^>]*\ssrc="(?!\/mail-view\/T\/)/i, mail);
  }
});

test("a mail of nothing but brackets and quotes takes no time", () => {
  const startMs = performance.now();
  for (const part of ["<a href='x'>", "<img ", '<p style="', "<", '"', "<a>", "</a>"]) shown(part.repeat(20_000));
  assert.ok(performance.now() - startMs < 5_000);
});
