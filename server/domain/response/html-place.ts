/** Where a piece of HTML ends: in the text, in a tag, or in one of its values, between quotes. */
export type HtmlPlace = "text" | "tag" | '"' | "'";

/** What leads out of a place: where it ends, and to what it leads by the sign that ends it. A comment counts as a tag. WHATWG HTML 13.2.5 */
const ways: Readonly<Record<HtmlPlace, { readonly end: RegExp; readonly to: (sign: string) => HtmlPlace }>> = {
  text: { end: /<[A-Za-z/!?]/g, to: () => "tag" },
  tag: { end: /[>"']/g, to: (sign) => (sign === '"' || sign === "'" ? sign : "text") },
  '"': { end: /"/g, to: () => "tag" },
  "'": { end: /'/g, to: () => "tag" },
};

/** Where one is behind `html`, which began at `place`. Linear. */
export function placeAfter(html: string, place: HtmlPlace): HtmlPlace {
  let now = place;
  let at = 0;
  while (at < html.length) {
    const { end, to } = ways[now];
    end.lastIndex = at;
    const found = end.exec(html);
    if (found === null) return now;
    at = end.lastIndex;
    now = to(found[0]);
  }
  return now;
}
