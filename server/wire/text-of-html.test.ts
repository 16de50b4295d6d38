import assert from "node:assert/strict";
import { test } from "node:test";
import { cpuMs } from "../testing/cpu-ms.ts";
import { textOf } from "./text-of-html.ts";

test("paragraphs and line breaks become lines, tags and scripts vanish, entities are read", () => {
  assert.equal(
    textOf("<p>Where &lt;is&gt; it?<br>Ann</p><p>&#8364;&nbsp;5 &amp; more</p>"),
    "Where <is> it?\nAnn\n\n€ 5 & more",
  );
  assert.equal(textOf("<style>p { color: red }</style><p>a</p><script>b</script>"), "a");
  assert.equal(textOf("no <markup"), "no <markup");
  assert.equal(textOf("&#55296; &nosuch; &#0;"), "&#55296; &nosuch; &#0;");
});

test("hostile HTML takes time in proportion to its length", () => {
  const hostile = [
    "<".repeat(300_000),
    "<style></style>".repeat(20_000),
    `${"<a ".repeat(100_000)}>`,
    "&".repeat(300_000),
  ];
  for (const html of hostile) {
    const began = cpuMs();
    textOf(html);
    assert.ok(cpuMs() - began < 1_000, html.slice(0, 10));
  }
});
