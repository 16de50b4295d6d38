import assert from "node:assert/strict";
import test from "node:test";
import { isSimple } from "./plain.ts";

test("what the editor knows may be written there, field codes included", () => {
  for (const html of [
    "",
    "Hello",
    "<p>Dear <$ Contact.FirstName $>,</p>",
    '<p dir="auto" style="margin:0 0 1em">a <strong>b</strong> <a href="https://acme.test/?a=1">c</a><br/></p>',
    "<ul><li><p>a</p></li></ul><blockquote>q</blockquote><h2>h</h2>",
    "1 < 2 and 3 > 2",
  ]) {
    assert.equal(isSimple(html), true, html);
  }
});

test("what it would lose stays as source", () => {
  for (const html of [
    "<table><tr><td>a</td></tr></table>",
    '<img src="https://acme.test/logo.png">',
    '<p class="big">a</p>',
    '<p style="background:red">a</p>',
    '<a href="x" target="_blank">a</a>',
    "<!-- seen --> a",
    "<span>a</span>",
    '<a href="ftp://acme.test">a</a>',
    '<a href="<$ Interaction.Link $>">a</a>',
  ]) {
    assert.equal(isSimple(html), false, html);
  }
});
