import { readFileSync } from "node:fs";

/** What the demo's page shows; the answer of `GET /demo/state`. */
export type DemoState = {
  readonly version: string;
  readonly http: string;
  readonly smtp: string;
  /** The catch-all's list. */
  readonly catchAll: string;
  readonly logins: readonly {
    readonly userName: string;
    readonly password: string;
    readonly roles: readonly string[];
  }[];
  readonly queues: readonly { readonly name: string; readonly kind: string; readonly waiting: number }[];
  /** Number of deliveries per state. */
  readonly deliveries: Readonly<Record<string, number>>;
  readonly curl: readonly string[];
};

/** One static file of the page and where it is served. */
export type PageFile = { readonly path: string; readonly type: string; readonly body: string };

/** The page, its style and its script: three files, no inline code, so `default-src 'self'` is all that it needs. */
export const demoPage: readonly PageFile[] = [
  { path: "/demo", type: "text/html; charset=utf-8", body: read(new URL("./page/index.html", import.meta.url)) },
  { path: "/demo/page.css", type: "text/css; charset=utf-8", body: read(new URL("./page/page.css", import.meta.url)) },
  {
    path: "/demo/page.js",
    type: "text/javascript; charset=utf-8",
    body: read(new URL("./page/page.js", import.meta.url)),
  },
];

function read(file: URL): string {
  return readFileSync(file, "utf8");
}
