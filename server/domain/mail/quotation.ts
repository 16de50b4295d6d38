import { type Address, printAddressList } from "./address.ts";
import { withoutTrailingLineBreaks, withPlainLineBreaks } from "./line-breaks.ts";
import { escapeHtml, textAsHtml } from "./text-as-html.ts";

/** How a draft quotes its original (wire.md 5.3, 5.6). `startLine` and `indent` are taken exactly as given. */
export type QuotationStyle = { readonly startLine: string; readonly indent: string };

/** The original's lines behind the start line, each indented, empty lines too; trailing empty lines dropped. */
export function quoteText(text: string, { startLine, indent }: QuotationStyle): string {
  const original = withoutTrailingLineBreaks(withPlainLineBreaks(text));
  const lines = original === "" ? [] : original.split("\n").map((line) => indent + line);
  return (startLine === "" ? lines : [startLine, ...lines]).join("\n");
}

/** The original's HTML, already sanitised, in a citation behind the start line. */
export function quoteHtml(html: string, { startLine }: Pick<QuotationStyle, "startLine">): string {
  const start = startLine === "" ? "" : `<p>${escapeHtml(startLine).replaceAll("\n", "<br>")}</p>`;
  return html === "" && start === "" ? "" : `${start}<blockquote type="cite">${html}</blockquote>`;
}

/** The caller's own text, one empty line, the quotation. */
export function textBeforeQuotation(own: string, quotation: string): string {
  if (own === "" || quotation === "") return own + quotation;
  return `${withoutTrailingLineBreaks(withPlainLineBreaks(own))}\n\n${quotation}`;
}

type Texts = { readonly text: string; readonly html: string };

/**
 * Texts with the original quoted behind them, in the HTML as its own HTML or made of its text; no HTML when there is only plain text of
 * one's own. `quotesHtml`: the pictures of the original's HTML belong to it. wire.md 5.3
 */
export function quotedBehind(
  own: Texts,
  original: Texts,
  style: QuotationStyle,
): Texts & { readonly quotesHtml: boolean } {
  const text = textBeforeQuotation(own.text, quoteText(original.text, style));
  if (own.text !== "" && own.html === "") return { text, html: "", quotesHtml: false };
  const quotation = quoteHtml(original.html === "" ? textAsHtml(original.text) : original.html, style);
  return { text, html: own.html + quotation, quotesHtml: original.html !== "" };
}

/** What stands in the block above a forwarded e-mail. `date` as it is to be read. */
export type Forwarded = {
  readonly from: Address | undefined;
  readonly date: string;
  readonly subject: string;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
};

/** The start line of a Forward that was given none (wire.md 5.8). It ends in an empty line; `Cc:` only when there is one. */
export function forwardBlock({ from, date, subject, to, cc }: Forwarded): string {
  const lines = [
    "---------- Forwarded message ----------",
    `From: ${from === undefined ? "" : printAddressList([from])}`,
    `Date: ${date}`,
    `Subject: ${subject}`,
    `To: ${printAddressList(to)}`,
    ...(cc.length === 0 ? [] : [`Cc: ${printAddressList(cc)}`]),
  ];
  return `${lines.join("\n")}\n`;
}
