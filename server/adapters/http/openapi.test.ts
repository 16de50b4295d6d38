import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import { resources } from "../../wire/api.ts";
import { settingsOf, startHttp } from "./http.fixture.ts";

const file = settingsOf({ requestRate: 100_000, requestBurst: 100_000 });
type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>> };

test("the API's description is a valid OpenAPI 3.1 document", async (t) => {
  const { ask } = await startHttp(t);
  const { json } = await ask({ path: "/api/v2/openapi.json" });
  const { valid, errors } = await new Validator().validate(JSON.parse(JSON.stringify(json)));
  assert.ok(valid, JSON.stringify(errors ?? []).slice(0, 2_000));
});

test("requests, answers and pushed messages of both dialects stand in the description as examples", async (t) => {
  const { ask } = await startHttp(t);
  const { json } = await ask({ path: "/api/v2/openapi.json" });
  const example = (...path: readonly string[]): unknown =>
    path.reduce(
      (part: unknown, key) => (typeof part === "object" && part !== null ? Reflect.get(part, key) : {}),
      json,
    );
  const content = ["content", "application/json", "examples", "accept", "value"];
  for (const [dialect, path] of [
    ["a", "/me/interactions"],
    ["b", "/me/emails"],
  ] as const) {
    const golden = (kind: string): unknown =>
      JSON.parse(
        readFileSync(new URL(`../../../fixtures/wire/${dialect}/accept/${kind}.json`, import.meta.url), "utf8"),
      );
    const post = ["paths", `${path}/{id}`, "post"];
    const pushed = [...post, "callbacks", "pushed", `/v2${path}`, "post", "requestBody"];
    assert.deepEqual(example(...post, "requestBody", ...content), golden("request"));
    assert.deepEqual(example(...post, "responses", "200", ...content), golden("response"));
    assert.deepEqual(example(...pushed, ...content), golden("notification"));
  }
});

test("every path and method that is documented is served", async (t) => {
  const { ask } = await startHttp(t, { file });
  const { paths }: Document = JSON.parse((await ask({ path: "/api/v2/openapi.json" })).text);
  let count = 0;
  for (const [path, item] of Object.entries(paths)) {
    for (const method of ["get", "post", "put", "patch", "delete"].filter((one) => one in item)) {
      const asked = {
        method: method.toUpperCase(),
        path: `${"servers" in item ? "" : "/api/v2"}${path.replaceAll(/\{\w+\}/g, "NOSUCH")}`,
        as: "sam",
      };
      const { status, text } = await ask({ ...asked, ...(method === "get" ? {} : { body: {} }) });
      assert.notEqual(status, 405, `${method} ${path}`);
      assert.doesNotMatch(text, /path not found/, `${method} ${path}`);
      count++;
    }
  }
  assert.ok(count > 80, `${count}`);
});

test("every path of the tables is documented with its methods, aliases beside it", async (t) => {
  const { ask } = await startHttp(t);
  const { paths }: Document = JSON.parse((await ask({ path: "/api/v2/openapi.json" })).text);
  for (const resource of resources) {
    const [first = "", ...aliases] = resource.paths;
    const item = paths[first];
    assert.ok(item !== undefined, first);
    for (const alias of aliases) assert.ok(String(item["description"]).includes(alias), alias);
    const { get, post, upload, put, patch, delete: remove } = resource;
    const served = Object.entries({ get, post: post ?? upload, put, patch, delete: remove }).filter(
      ([, entry]) => entry,
    );
    assert.deepEqual(
      served.map(([method]) => method).toSorted(),
      Object.keys(item)
        .filter((key) => ["get", "post", "put", "patch", "delete"].includes(key))
        .toSorted(),
      first,
    );
  }
});

test("the interactive reference loads nothing from elsewhere", async (t) => {
  const { ask } = await startHttp(t);
  for (const path of ["/api/docs", "/api/docs/docs.css", "/api/docs/docs.js"]) {
    const { status, text } = await ask({ path });
    assert.equal(status, 200, path);
    assert.doesNotMatch(text, /(?:src|href|url\(|fetch\(|import )[^\n]{0,3}["'(]https?:/, path);
  }
});
