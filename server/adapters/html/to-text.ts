import { compile, type FormatCallback } from "html-to-text";

/** The text of HTML as people would type it: no wrapping, links with their address where it says more, quotations with `> `. */
export function htmlToText(html: string): string {
  return convert(html).replaceAll("\0", "").trim();
}

/** Deeper than any mail that somebody wrote; without the limit nested tables overflow the stack (mail.md 1). */
const depthMax = 100;
const inputMax = 5_242_880;

/** Cells of a row stand beside each other: layout tables would make of a data table's columns a page of blanks. */
const cell: FormatCallback = (element, walk, builder) => {
  walk(element.children, builder);
  builder.addInline(" ");
};

const line = { leadingLineBreaks: 1, trailingLineBreaks: 1 };
const plainHeading = { uppercase: false, leadingLineBreaks: 2, trailingLineBreaks: 2 };

const convert = compile({
  wordwrap: false,
  limits: { maxDepth: depthMax, maxInputLength: inputMax, ellipsis: "…" },
  formatters: { cell },
  selectors: [
    { selector: "a", options: { hideLinkHrefIfSameAsText: true, linkBrackets: ["<", ">"] } },
    { selector: "img", format: "skip" },
    { selector: "table", format: "block", options: line },
    { selector: "tr", format: "block", options: line },
    { selector: "td", format: "cell" },
    { selector: "th", format: "cell" },
    ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({ selector, format: "heading", options: plainHeading })),
  ],
});
