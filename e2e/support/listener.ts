import { once } from "node:events";
import { createServer } from "node:http";
import type { TestContext } from "node:test";

/** A second server: whoever calls it is written down. It also serves `pages`, for what must be shown from another origin than ours. */
export type Listener = { readonly url: string; readonly calls: string[]; readonly pages: Map<string, string> };

/** Listens on loopback until the test ends. */
export async function startListener(t: TestContext): Promise<Listener> {
  const calls: string[] = [];
  const pages = new Map<string, string>();
  const server = createServer(({ url = "" }, answer) => {
    const page = pages.get(url);
    if (page === undefined) calls.push(url);
    answer.setHeader("Content-Type", "text/html; charset=utf-8");
    answer.end(page ?? "");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const bound = server.address();
  return { url: `http://127.0.0.1:${typeof bound === "object" ? bound?.port : 0}`, calls, pages };
}
