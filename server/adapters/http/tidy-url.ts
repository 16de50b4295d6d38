/**
 * A request target that every router understands: the path alone, escapes that mean something, no NUL. What is broken names nothing and is
 * answered 404 like any other unknown path. RFC 9112 §3.2
 */
export function tidyUrl(url: string): string {
  const target = /^https?:\/\/[^/?#]*/i.test(url) ? url.replace(/^https?:\/\/[^/?#]*/i, "") : url;
  const [path = "", ...query] = target.split("?");
  const rooted = path.startsWith("/") ? path : `/${path}`;
  const tidy = (isDecodable(rooted) ? rooted : rooted.replaceAll("%", "%25")).replace(/%00/g, "%EF%BF%BD");
  return [tidy, ...query].join("?");
}

/** The path of a target, without query and without a slash at its end. */
export const pathOf = (url: string): string =>
  url
    .split("?", 1)
    .join("")
    .replace(/(?<=.)\/+$/, "");

/** The last value of each key. NUL, which no stored name has, becomes the replacement character. */
export function queryOf(url: string): Readonly<Record<string, string>> {
  const [, ...query] = url.split("?");
  const pairs = [...new URLSearchParams(query.join("?"))];
  return Object.fromEntries(pairs.map(([key, value]) => [key, storable(value)]));
}

/** Text that a database can look for: hostile input has NUL and half characters. */
export const storable = (text: string): string => text.toWellFormed().replaceAll("\0", "\ufffd");

/** What is decoded is used: a call for its refusal alone is none to the bundler, which leaves it out of the packed server. */
function isDecodable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== "";
  } catch {
    return false;
  }
}
