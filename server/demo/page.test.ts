import assert from "node:assert/strict";
import test from "node:test";
import { demoPage } from "./page.ts";

test("the page loads only files of its own and has no inline script or style, so it works under a strict policy", () => {
  const paths = new Set(demoPage.map(({ path }) => path));
  const html = demoPage.find(({ path }) => path === "/demo")?.body ?? "";
  const loaded = [...html.matchAll(/<(?:script|link)\b[^>]*(?:src|href)="([^"]*)"/g)].map(([, path]) => path ?? "");
  assert.equal(loaded.length, 2);
  for (const path of loaded) assert.ok(paths.has(path), path);
  assert.doesNotMatch(html, /<script(?![^>]*src=)|<style|\sstyle=|\son\w+=/);
  for (const { body, path } of demoPage) assert.doesNotMatch(body, /https?:\/\//, path);
});

test("the page links the API reference, health, metrics and the caught mail", () => {
  const html = demoPage.find(({ path }) => path === "/demo")?.body ?? "";
  for (const path of ["/api/docs", "/api/v2/openapi.json", "/health/ready", "/metrics"])
    assert.ok(html.includes(`href="${path}"`), path);
  assert.ok(html.includes('id="catch-all"'));
});
