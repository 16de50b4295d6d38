import type { IncomingMessage } from "node:http";

/** One `Host`, which HTTP/1.0 may leave out: a proxy before us may have read another of two. RFC 9112 §3.2 */
export function hasClearHost({ rawHeaders, httpVersion }: IncomingMessage): boolean {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? "";
    if (name.length === 4 && name.toLowerCase() === "host") hosts++;
  }
  return hosts === 1 || (hosts === 0 && httpVersion === "1.0");
}
