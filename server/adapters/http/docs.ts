import { readFileSync } from "node:fs";
import type { Page } from "./pages.ts";

/** The interactive API reference: our own page, so that it works without the network and under the strictest policy. product.md */
export const docsPages: readonly Page[] = [
  { path: "/api/docs", type: "text/html; charset=utf-8", body: read("index.html") },
  { path: "/api/docs/docs.css", type: "text/css; charset=utf-8", body: read("docs.css") },
  { path: "/api/docs/docs.js", type: "text/javascript; charset=utf-8", body: read("docs.js") },
];

function read(name: string): string {
  return readFileSync(new URL(`./docs/${name}`, import.meta.url), "utf8");
}
