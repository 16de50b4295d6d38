/**
 * The Content-IDs that HTML mentions as `cid:`, as written and decoded: in a URL one may be percent-encoded, and in HTML with entities.
 * RFC 2392
 */
export function mentionedContentIds(html: string): ReadonlySet<string> {
  const written = html.matchAll(/\bcid:([^"'\s<>)]{1,998})/gi);
  return new Set([...written].flatMap(([, id = ""]) => [id, unescaped(id.replaceAll("&amp;", "&"))]));
}

/** Whether it can stand in a Content-ID header and in a `cid:` URL as it is. */
export const isContentId = (id: string): boolean => /^[A-Za-z0-9!#$&*+./=?^_`{|}~@-]{1,200}$/.test(id);

function unescaped(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
