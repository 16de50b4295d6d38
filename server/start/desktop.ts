import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import type { Desktop, DesktopFile } from "../adapters/http/desktop.ts";
import type { Log } from "../ports/log.ts";

/** Where `npm run build` puts it. */
const built = new URL("../../web/dist/", import.meta.url);

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".mp3": "audio/mpeg",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** The built desktop, held in memory: it is small, and its files never change while the server runs. Undefined where it was not built. */
export function readDesktop(log: Log): Desktop | undefined {
  if (!existsSync(new URL("index.html", built))) {
    log.warn({}, "the desktop is not built (npm run build); the API works without it");
    return undefined;
  }
  const names = readdirSync(new URL("assets/", built)).filter((name) => extname(name) !== ".gz");
  return { shell: file("index.html", "/"), assets: names.map((name) => file(`assets/${name}`, `/assets/${name}`)) };
}

function file(name: string, path: string): DesktopFile {
  const at = new URL(name, built);
  const compressed = new URL(`${name}.gz`, built);
  return {
    path,
    type: types[extname(name)] ?? "application/octet-stream",
    body: readFileSync(at),
    gzip: existsSync(compressed) ? readFileSync(compressed) : undefined,
  };
}
