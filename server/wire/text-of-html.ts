/** Plain text made of HTML by stripping. Linear in its length: it also reads what strangers wrote. wire.md 3.4, 5.2 */
export function textOf(html: string): string {
  const lower = html.toLowerCase();
  let text = "";
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf("<", at);
    const close = open < 0 ? -1 : html.indexOf(">", open);
    if (close < 0) return tidy(text + spaced(html.slice(at)));
    text += spaced(html.slice(at, open));
    const tag = tagName(html.slice(open + 1, close));
    text += breakOf(tag);
    at = skipped.has(tag) ? endOf(lower, tag, close) : close + 1;
  }
  return tidy(text);
}

/** Elements whose content is no text. */
const skipped: ReadonlySet<string> = new Set(["script", "style", "title", "template"]);
const paragraphs: ReadonlySet<string> = new Set([
  "/p",
  "/blockquote",
  "/ul",
  "/ol",
  "/table",
  "/h1",
  "/h2",
  "/h3",
  "/h4",
  "/pre",
]);
const lines: ReadonlySet<string> = new Set(["br", "br/", "/div", "/li", "/tr", "hr"]);

/** The name at the start of a tag, with its slash; tag names are short, the rest of a tag need not be looked at. */
const tagName = (tag: string): string => tag.slice(0, 20).trimEnd().split(/\s/, 1).join("").toLowerCase();

function breakOf(tag: string): string {
  if (paragraphs.has(tag)) return "\n\n";
  return lines.has(tag) ? "\n" : "";
}

function endOf(lower: string, tag: string, from: number): number {
  const end = lower.indexOf(`</${tag}`, from);
  return end < 0 ? lower.length : end;
}

const spaced = (text: string): string => unescaped(text.replace(/[ \t\r\n]+/g, " "));

const tidy = (text: string): string =>
  text
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

const unescaped = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,6}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[name] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return isCharacter(point) ? String.fromCodePoint(point) : whole;
  });

const isCharacter = (point: number): boolean => point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
