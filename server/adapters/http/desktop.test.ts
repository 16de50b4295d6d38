import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Desktop } from "./desktop.ts";
import { reactAriaStyles } from "./headers.ts";
import { startHttp } from "./http.fixture.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const page = "<!doctype html><title>Postroom</title>";
const desktop: Desktop = {
  shell: { path: "/", type: "text/html; charset=utf-8", body: bytes(page), gzip: gzipSync(page) },
  assets: [{ path: "/assets/index-1a2b.js", type: "text/javascript; charset=utf-8", body: bytes("export {};") }],
};

test("every view of the desktop begins with the same page, which is asked for anew each time", async (t) => {
  const { ask } = await startHttp(t, { options: { desktop } });
  for (const path of ["/", "/inbox", "/interactions/00RB5D4K7T1M0001", "/wallboard", "/workbins/in-progress/"]) {
    const { status, headers, text } = await ask({ path });
    assert.equal(status, 200, path);
    assert.equal(text, page, path);
    assert.equal(headers["cache-control"], "no-cache");
    assert.match(headers["content-type"] ?? "", /^text\/html/);
  }
});

test("its files are kept for ever, because their names change with them", async (t) => {
  const { ask } = await startHttp(t, { options: { desktop } });
  const { status, headers, text } = await ask({ path: "/assets/index-1a2b.js" });
  assert.deepEqual([status, text], [200, "export {};"]);
  assert.equal(headers["cache-control"], "public, max-age=31536000, immutable");
  assert.equal((await ask({ path: "/assets/index-9z9z.js" })).status, 404);
});

test("who takes gzip gets what was compressed when it was built, others the plain bytes", async (t) => {
  const { fastify } = await startHttp(t, { options: { desktop } });
  const get = (coding: string) => fastify.inject({ url: "/", headers: { "accept-encoding": coding } });
  for (const coding of ["gzip", "br, gzip;q=0.8", "GZIP"]) {
    const { headers, rawPayload } = await get(coding);
    assert.equal(headers["content-encoding"], "gzip", coding);
    assert.equal(gunzipSync(rawPayload).toString(), page);
  }
  for (const coding of ["", "br", "gzip;q=0", "gzip;q=0.0"]) {
    const { headers, payload } = await get(coding);
    assert.equal(headers["content-encoding"], undefined, coding);
    assert.equal(payload, page);
    assert.match(String(headers["vary"]), /Accept-Encoding/);
  }
});

test("the page may load its own files only, and no string becomes script", async (t) => {
  const { ask } = await startHttp(t, { options: { desktop } });
  const { headers } = await ask({ path: "/" });
  const policy = headers["content-security-policy"] ?? "";
  for (const part of [
    ...["default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-src 'self'", "worker-src 'self'"],
    ...["frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'"],
  ]) {
    assert.ok(policy.split(";").includes(part), `${part} in ${policy}`);
  }
  assert.doesNotMatch(policy, /unsafe|https?:/);
});

test("paths of the API are never answered with the page", async (t) => {
  const { ask } = await startHttp(t, { options: { desktop } });
  for (const path of ["/api/v2/nothing", "/me/nothing"]) assert.equal((await ask({ path, as: "alice" })).status, 404);
  assert.equal((await ask({ path: "/nothing" })).status, 404);
});

test("the two styles that React Aria writes into the page are the ones that the policy allows", () => {
  const { resolve } = createRequire(new URL("../../../web/package.json", import.meta.url));
  const aria = join(resolve("react-aria-components/package.json"), "../../react-aria/dist/private");
  const written = ["interactions/usePress.mjs", "overlays/usePreventScroll.mjs"].flatMap((file) => {
    const source = readFileSync(join(aria, file), "utf8");
    const attribute = /PRESSABLE_ATTRIBUTE = '([^']+)'/.exec(source)?.[1] ?? "";
    const styles = [...source.matchAll(/style\.textContent = `([^`]*)`\.trim\(\)/g)];
    return styles.map(([, style = ""]) => style.replace(/\$\{[^}]*PRESSABLE_ATTRIBUTE\}/, attribute).trim());
  });
  const hashes = written.map((style) => `'sha256-${createHash("sha256").update(style).digest("base64")}'`);
  assert.equal(hashes.length, 2);
  assert.deepEqual(hashes, [...reactAriaStyles]);
});
