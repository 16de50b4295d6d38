import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sanitise } from "../../../adapters/html/sanitise.ts";
import { htmlToText } from "../../../adapters/html/to-text.ts";
import { cpuMs } from "../../../testing/cpu-ms.ts";
import { markQuotations, withoutMarks } from "./html-marks.ts";
import { readMarkedText } from "./marked-text.ts";
import { languages, type ReplySample, replySamples } from "./replies.fixture.ts";
import { newText, type TextRange, textRanges } from "./text-ranges.ts";

/** As the pipeline will: marks on the HTML as received, then sanitised, then text. */
const readSample = ({ text, html, sent = [] }: ReplySample) => {
  if (text !== undefined) return { text, ranges: textRanges(text, { sent }) };
  const marked = readMarkedText(htmlToText(sanitise(markQuotations(html ?? ""), "aside")));
  return { text: marked.text, ranges: textRanges(marked.text, { sent, marked: marked.marked }) };
};

/** Kinds and words in order without white space, neighbours of one kind joined. Making text of HTML adds `> ` and lines for `<hr>`. */
const plain = (parts: readonly { readonly kind: string; readonly text: string }[], isHtml: boolean) => {
  const joined: { kind: string; words: string }[] = [];
  for (const { kind, text } of parts) {
    const layout = isHtml ? /^[ \t>]+|[\s-]+/gm : /\s+/g;
    const words = text.replace(layout, "");
    if (words === "") continue;
    const last = joined.at(-1);
    if (last?.kind === kind) last.words += words;
    else joined.push({ kind, words });
  }
  return joined;
};
const partsOf = (text: string, ranges: readonly TextRange[]) =>
  ranges.map(({ kind, start, end }) => ({ kind, text: text.slice(start, end) }));

const results = replySamples.map((sample) => {
  const { text, ranges } = readSample(sample);
  const isHtml = sample.html !== undefined;
  const [found, wanted] = [plain(partsOf(text, ranges), isHtml), plain(sample.expected, isHtml)];
  return { sample, found, wanted, isRight: JSON.stringify(found) === JSON.stringify(wanted) };
});

for (const [form, least] of [
  ["plain", 0.85],
  ["html", 0.9],
] as const) {
  test(`of replies in ${form} at least ${least * 100} % are taken apart exactly`, (t) => {
    const of = results.filter(({ sample }) => (sample.html === undefined) === (form === "plain"));
    const wrong = of.filter(({ isRight }) => !isRight);
    t.diagnostic(`${of.length - wrong.length} of ${of.length} replies in ${form} exactly right`);
    for (const { sample, found } of wrong) t.diagnostic(`${sample.name}: ${JSON.stringify(found)}`);
    assert.ok(of.length >= 40);
    assert.ok(wrong.length <= of.length * (1 - least));
  });
}

test("there are at least 120 samples in at least 20 languages, each with a name of its own", () => {
  assert.ok(replySamples.length >= 120 && languages.length >= 20);
  assert.equal(new Set(replySamples.map(({ name }) => name)).size, replySamples.length);
});

test("every rule tells its name", () => {
  const rules = new Set(replySamples.map(readSample).flatMap(({ ranges }) => ranges.map(({ rule }) => rule)));
  assert.deepEqual([...rules].sort(), [
    "",
    "attribution",
    "confidential",
    "delimiter",
    "header",
    "known",
    "markup",
    "mobileFooter",
    "prefix",
    "separator",
  ]);
});

test("lists show what is new; where nothing is, the whole", () => {
  const text = "Yes.\n\n> Really?\n\nSure.\n\n-- \nAnn\n";
  assert.equal(newText(text, textRanges(text, { sent: [] })), "Yes.\n\nSure.");
  assert.equal(newText("> Really?\n", textRanges("> Really?\n", { sent: [] })), "> Really?");
  assert.deepEqual(textRanges("", { sent: [] }), []);
});

test("ranges cover any text without gap or overlap", () => {
  const line = fc.constantFrom(
    "Hello",
    "",
    "> a",
    ">> b",
    "-- ",
    "On 1.1.2026, Ann <a@x.test> wrote:",
    "From: a@x.test",
    "Sent: Monday",
    "Subject: x",
    "-----Original Message-----",
    "Sent from my iPhone",
    "\r",
    "\u200b",
    "we are sending it to you tomorrow",
  );
  const text = fc.oneof(
    fc.array(line).map((lines) => lines.join("\n")),
    fc.string({ unit: "binary" }),
  );
  fc.assert(
    fc.property(text, fc.boolean(), (given, isKnown) => {
      const ranges = textRanges(given, { sent: isKnown ? ["we are sending it to you tomorrow"] : [] });
      assert.equal(ranges[0]?.start ?? 0, 0);
      assert.equal(ranges.at(-1)?.end ?? 0, given.length);
      for (const [index, { start, end }] of ranges.entries()) {
        assert.ok(end > start);
        assert.equal(start, ranges[index - 1]?.end ?? 0);
      }
    }),
  );
});

test("marks change nothing but themselves, and a sender's own marks go", () => {
  for (const { html } of replySamples) if (html !== undefined) assert.equal(withoutMarks(markQuotations(html)), html);
  assert.equal(markQuotations("a\ue0f0b\ue0f1"), "ab");
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (html) =>
      assert.equal(withoutMarks(markQuotations(html)), withoutMarks(html)),
    ),
  );
});

test("a megabyte made to hurt is taken apart in time", () => {
  const pieces = [
    "a",
    " ",
    "\n",
    ">",
    "> ",
    ":\n",
    "From: a\n",
    "On 1, a wrote:\n",
    "On 1 2026 \n",
    "-",
    "_",
    "--\n",
    "aaaaaa 1:\n",
    "\u3042",
    "sent from my \n",
    "From: a\nSubject: b\nx\n\n",
    "confidential ",
    "--\nab\n",
    "\n--\na b. \n",
    "---- a ----\n",
    ">>> 1 >>>\n",
    "-----\n> a\n",
    "aaaaaa<a@x.test> a: b\n",
    "2026 10:00\n<a@x> wrote:\n",
    "This message is confidential and privileged. \n\n",
  ];
  for (const piece of pieces) {
    const text = piece.repeat(1_000_000 / piece.length);
    const startedAt = cpuMs();
    textRanges(text, { sent: [text.slice(0, 100_000)] });
    const tookMs = cpuMs() - startedAt;
    assert.ok(tookMs < 2000, `${JSON.stringify(piece)} took ${tookMs} ms`);
  }
  for (const piece of [
    "<",
    "<div",
    "<div ",
    "<div>",
    "</div>",
    "<blockquote type=cite>",
    '<div class="gmail_quote">',
    "<style>",
    '<div "',
    "<div class=gmail_attr",
    "\ue0f0",
  ]) {
    const html = piece.repeat(1_000_000 / piece.length);
    const startedAt = cpuMs();
    readMarkedText(markQuotations(html));
    const tookMs = cpuMs() - startedAt;
    assert.ok(tookMs < 2000, `${piece} took ${tookMs} ms`);
  }
});
