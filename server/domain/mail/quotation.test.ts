import assert from "node:assert/strict";
import { test } from "node:test";
import { forwardBlock, quoteHtml, quoteText, textBeforeQuotation } from "./quotation.ts";
import { textAsHtml } from "./text-as-html.ts";

test("the wire's two examples of quoted text come out to the letter", () => {
  const style = { startLine: "Ann wrote:", indent: "> " };
  assert.equal(
    quoteText("Hello,\n\nwhere is it?\n> old\n", style),
    "Ann wrote:\n> Hello,\n> \n> where is it?\n> > old",
  );
  assert.equal(quoteText("Where is it?\r\nAnn\r\n", style), "Ann wrote:\n> Where is it?\n> Ann");
});

test("without start line and indent the quotation is the original's text", () => {
  assert.equal(quoteText("Where is it?\nAnn", { startLine: "", indent: "" }), "Where is it?\nAnn");
  assert.equal(quoteText("", { startLine: "", indent: "> " }), "");
  assert.equal(quoteText("\n\n", { startLine: "Ann wrote:", indent: "> " }), "Ann wrote:");
});

test("an indent is taken exactly as given", () => {
  assert.equal(quoteText("a\n\nb", { startLine: "", indent: ">" }), ">a\n>\n>b");
});

test("quoted HTML stands in a citation behind the escaped start line", () => {
  assert.equal(
    quoteHtml("<p>Where is it?</p>", { startLine: "Ann <ann@x.test> wrote:" }),
    '<p>Ann &lt;ann@x.test&gt; wrote:</p><blockquote type="cite"><p>Where is it?</p></blockquote>',
  );
  assert.equal(quoteHtml("<p>x</p>", { startLine: "" }), '<blockquote type="cite"><p>x</p></blockquote>');
  assert.equal(quoteHtml("", { startLine: "" }), "");
});

test("one empty line stands between the own text and the quotation", () => {
  assert.equal(textBeforeQuotation("Hello Ann,\n", "> x"), "Hello Ann,\n\n> x");
  assert.equal(textBeforeQuotation("", "> x"), "> x");
  assert.equal(textBeforeQuotation("Hello", ""), "Hello");
});

test("a forwarded e-mail is headed by a block that ends in an empty line", () => {
  const block = forwardBlock({
    from: { name: "Ann Lee", address: "ann@x.test" },
    date: "2026-11-23T10:18:00.000Z",
    subject: "Order",
    to: [{ name: "", address: "support@acme.test" }],
    cc: [{ name: "B", address: "b@x.test" }],
  });
  assert.equal(
    quoteText("Where?", { startLine: block, indent: "" }),
    "---------- Forwarded message ----------\nFrom: Ann Lee <ann@x.test>\nDate: 2026-11-23T10:18:00.000Z\nSubject: Order\nTo: support@acme.test\nCc: B <b@x.test>\n\nWhere?",
  );
  assert.match(
    quoteHtml("<p>x</p>", { startLine: block }),
    /message ----------<br>From: Ann Lee &lt;ann@x\.test&gt;<br>/,
  );
});

test("plain text becomes HTML by escaping, in paragraphs and lines", () => {
  assert.equal(textAsHtml("Where is it?"), "<p>Where is it?</p>");
  assert.equal(
    textAsHtml('a < b & "c"\nd\n\ne\n\n\nf'),
    "<p>a &lt; b &amp; &quot;c&quot;<br>d</p><p>e</p><p><br>f</p>",
  );
  assert.equal(textAsHtml(" \n"), "");
});
