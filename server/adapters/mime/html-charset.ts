/**
 * The charset that an HTML part names in a `meta` of its first 1,024 bytes, as browsers look for it where nothing outside the document
 * names one (WHATWG HTML §13.2.3.2, "prescan a byte stream to determine its encoding"). Undefined without one.
 */
export function charsetOfHtml(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, prescanBytes)).toString("latin1").replace(comment, "");
  for (const [tag] of start.matchAll(metaTag)) {
    if (hasContent.test(tag) && !isContentType.test(tag)) continue;
    const [, double, single, bare] = charsetValue.exec(tag) ?? [];
    const name = (double ?? single ?? bare ?? "").trim();
    if (name === "" || unread.test(name)) continue;
    // What could be read as ASCII up to here is no UTF-16, whatever it says (ibid.).
    return /^utf-?(?:16|32)/i.test(name) ? "utf-8" : name;
  }
  return undefined;
}

const prescanBytes = 1024;
const comment = /<!--[\s\S]*?(?:-->|$)/g;
const metaTag = /<meta[\s/][^<>]{1,1000}/gi;
const hasContent = /\bcontent\s{0,8}=/i;
const isContentType = /\bhttp-equiv\s{0,8}=\s{0,8}["']?content-type/i;
/** Both `charset="…"` and the one inside `content="text/html; charset=…"`. */
const charsetValue = /\bcharset\s{0,8}=\s{0,8}(?:"([^"]{1,40})"|'([^']{1,40})'|([^\s"';/]{1,40}))/i;
/** Browsers do not know it: markup was hidden in it. */
const unread = /^(?:unicode-1-1-)?utf-?7/i;
