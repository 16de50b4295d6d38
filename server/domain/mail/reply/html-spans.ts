import { classesAndIds, type HtmlTag, type MarkRow, markRows } from "./html-mark-rows.ts";

/** What an element of the table holds: from behind its start tag to its end tag, or to the end of the HTML. */
export type Span = { readonly row: MarkRow; readonly start: number; end: number };

/** The elements of the table in order of their beginnings, at most `spansMax`. Bounded looks back and ahead, so linear. */
export function spansOf(html: string): readonly Span[] {
  const spans: Span[] = [];
  const open: Open[] = [];
  for (const tag of tagsOf(html)) {
    if (tag.isEnd) {
      closeInnermost(open, tag);
      continue;
    }
    const row = spans.length < spansMax ? markRows.find((each) => each.matches(tag)) : undefined;
    const span = row && { row, start: tag.end, end: html.length };
    if (span !== undefined) spans.push(span);
    open.push({ name: tag.name, span: row?.isToEnd === true ? undefined : span });
  }
  return spans;
}

type Open = { readonly name: string; readonly span: Span | undefined };

const spansMax = 500;
const depthMax = 200;

/** Ends the innermost open element of that name and what was left open inside it. */
function closeInnermost(open: Open[], { name, start }: HtmlTag): void {
  for (let index = open.length - 1; index >= Math.max(0, open.length - depthMax); index--) {
    if (open[index]?.name !== name) continue;
    for (const { span } of open.splice(index)) if (span !== undefined) span.end = start;
    return;
  }
}

const counted: ReadonlySet<string> = new Set(["div", "blockquote", "span", "table", "section", "p", "a"]);
const unread: ReadonlySet<string> = new Set(["style", "script"]);
const tagMax = 4096;
const tagStart = /^<(\/?)([a-z][a-z0-9]{0,15})(?=[\s/>])/i;

/** Tags that may hold a mark. One that does not end soon, or has a `>` inside an attribute, is left alone. */
function* tagsOf(html: string): Generator<HtmlTag> {
  for (let at = html.indexOf("<"); at >= 0; at = html.indexOf("<", at + 1)) {
    const [, slash = "", written = ""] = tagStart.exec(html.slice(at, at + 24)) ?? [];
    const name = written.toLowerCase();
    if (unread.has(name) && slash === "") {
      const end = html.indexOf("</", at + 2);
      if (end < 0) return;
      at = end - 1;
    }
    const text = counted.has(name) ? wholeTag(html, at) : undefined;
    if (text === undefined) continue;
    // Once for all rows of the table.
    const names = slash === "" ? classesAndIds(text) : [];
    yield { name, names, isEnd: slash !== "", start: at, end: at + text.length, text };
  }
}

function wholeTag(html: string, at: number): string | undefined {
  const text = html.slice(at, at + tagMax);
  const tag = text.slice(0, text.indexOf(">") + 1);
  return tag === "" || (tag.split('"').length - 1) % 2 === 1 ? undefined : tag;
}
