import assert from "node:assert/strict";
import { test } from "node:test";
import { resources, wholeApi } from "./api.ts";
import { servedAt } from "./entry.ts";
import { openApiDocument } from "./openapi.ts";
import { isAllowedBeforePasswordChange } from "./password-change.ts";

const all = wholeApi();

test("no path is registered twice", () => {
  const paths = all.flatMap((resource) => resource.paths.flatMap(servedAt));
  assert.equal(new Set(paths).size, paths.length);
});

test("/me and what is below it is served without the base too, and nothing else of the API", () => {
  assert.deepEqual(servedAt("/me"), ["/api/v2/me", "/me"]);
  assert.deepEqual(servedAt("/me/emails/{id}"), ["/api/v2/me/emails/{id}", "/me/emails/{id}"]);
  assert.deepEqual(servedAt("/emails/{id}"), ["/api/v2/emails/{id}"]);
  assert.deepEqual(servedAt("/internal-api/business-attributes")[1], "/internal-api/business-attributes");
});

test("an e-mail and everything below it is the same resource under every spelling of its path", () => {
  const spellings = ["/me/emails/{id}", "/me/email/{id}", "/emails/{id}", "/email/{id}"];
  for (const below of ["", "/attachments", "/attachments/{documentId}", "/delivery", "/history"]) {
    const served = spellings.map((path) => resources.find(({ paths }) => paths.includes(`${path}${below}`)));
    assert.ok(served[0] !== undefined && served.every((one) => one === served[0]), below);
  }
});

test("both dialects know the same operations, aliases included", () => {
  const names = ["/me/emails/{id}", "/me/interactions/{id}"].map((path) => {
    const resource = resources.find(({ paths }) => paths.includes(path));
    return Object.keys(resource?.post?.describes.bodies ?? {});
  });
  assert.deepEqual(names[0], names[1]);
  for (const name of ["CancelReply", "StopProcessing", "SetInFocus"]) assert.ok(names[0]?.includes(name), name);
});

test("the OpenAPI document has every resource, and no operation id twice", () => {
  const document = JSON.stringify(openApiDocument(all));
  for (const { paths } of all) assert.ok(document.includes(`"${paths[0]}":`), paths[0]);
  const ids = [...document.matchAll(/"operationId":"([^"]+)"/g)].map(([, id]) => id);
  assert.ok(ids.length > 30);
  assert.equal(new Set(ids).size, ids.length);
});

test("the OpenAPI document is the same every time", () => {
  assert.equal(JSON.stringify(openApiDocument(all)), JSON.stringify(openApiDocument(all)));
});

test("before the password is changed only /me can be read, and only ChangePassword done", () => {
  const [me, other] = resources;
  assert.ok(me && other);
  assert.ok(isAllowedBeforePasswordChange(me, "GET", undefined));
  assert.ok(isAllowedBeforePasswordChange(me, "POST", { operationName: "ChangePassword" }));
  assert.ok(!isAllowedBeforePasswordChange(me, "POST", { operationName: "Ready" }));
  assert.ok(!isAllowedBeforePasswordChange(me, "POST", null));
  assert.ok(!isAllowedBeforePasswordChange(other, "GET", undefined));
});
