// Long because it drives one resource with all its methods and refusals through HTTP.
import assert from "node:assert/strict";
import { test } from "node:test";
import { catchUp } from "../catch-up.ts";
import { acmeWithResponses, responseServer, told } from "./responses.fixture.ts";

const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

test("a template shows what wire.md 9 names, absent times left out, with its version as ETag", async (t) => {
  const { get, idOf } = await responseServer(t);
  const id = await idOf("template", "thanks");
  const answer = await get("alice", `/response-templates/${id}`);
  const { template } = JSON.parse(answer.text);
  const { uri, path, modifiedTime, groupUri, ...rest } = template;
  assert.equal(path, `/response-templates/${id}`);
  assert.ok(uri.endsWith(`/api/v2${path}`));
  assert.match(modifiedTime, iso);
  assert.match(groupUri, /\/api\/v2\/response-categories\/[A-Za-z0-9]{16}$/);
  assert.deepEqual(rest, {
    ...{ id, name: "thanks", subject: "", body: "<p>Dear <$ Contact.FirstName $>, thank you for writing.</p>" },
    ...{ language: "en", description: "", approved: true, attachments: [], customFieldCodes: {} },
    ...{ shortcut: "ty", version: 1 },
  });
  assert.equal(answer.headers["etag"], '"1"');
  const late = await get("alice", `/response-templates/${await idOf("template", "late")}?fields=name,expirationTime`);
  assert.deepEqual(late.json["template"], { name: "late", expirationTime: "2020-01-01T00:00:00.000Z" });
  assert.deepEqual(told(await get("alice", "/response-templates/NOSUCH")), [404, 6, "template not found: NOSUCH"]);
});

test("templates are listed by name, found by beginnings of words, by language, category, approval and shortcut", async (t) => {
  const { get, idOf } = await responseServer(t);
  const uris = await get("alice", "/response-templates");
  assert.equal(Array.isArray(uris.json["uris"]) && uris.json["uris"].length, 4);
  const names = async (query: string): Promise<string[]> => {
    const { text } = await get("alice", `/response-templates?fields=name&${query}`);
    return JSON.parse(text).templates.map(({ name }: { name: string }) => name);
  };
  const greetings = await idOf("category", "Greetings");
  for (const [query, expected] of [
    ["", ["danke", "delay", "late", "thanks"]],
    ["q=thank", ["thanks"]],
    ["q=tha%20writ", ["thanks"]],
    ["q=TY", ["thanks"]],
    ["q=guten", ["danke"]],
    ["q=order", ["delay"]],
    ["q=p", []],
    ["q=nothing%20of%20it", []],
    ["q=%27%20%7C%20%26%20%21%20%28%3A%2A", []],
    ["q=", ["danke", "delay", "late", "thanks"]],
    ["language=de", ["danke"]],
    ["language=EN&approved=true", ["late", "thanks"]],
    ["approved=false", ["delay"]],
    ["shortcut=ty&_=1", ["thanks"]],
    [`groupUri=http://elsewhere/api/v2/response-categories/${greetings}`, ["thanks"]],
    ["name=thanks&language=de", []],
  ] as const) {
    assert.deepEqual(await names(query), expected, query);
  }
});

test("pages follow each other, and what is no filter, page or cursor is refused", async (t) => {
  const { get, post, idOf } = await responseServer(t);
  const categoryId = await idOf("category", "Shipping");
  for (const name of ["50% off", "~50%25 off/%"]) {
    const made = await post("sam", "/response-templates", { name, body: "<p>Less.</p>", categoryId });
    assert.equal(made.status, 200, made.text);
  }
  const seen: string[] = [];
  let cursor = "";
  for (let page = 0; page < 7; page += 1) {
    const { text } = await get("bob", `/response-templates?fields=name&limit=1${cursor}`);
    const { templates, nextCursor } = JSON.parse(text);
    seen.push(...templates.map(({ name }: { name: string }) => name));
    if (nextCursor === undefined) break;
    cursor = `&cursor=${nextCursor}`;
  }
  assert.deepEqual(seen, ["50% off", "danke", "delay", "late", "thanks", "~50%25 off/%"]);
  for (const query of [
    "colour=red",
    "modifiedTime=x",
    "cursor=%25",
    "cursor=a-%25",
    "limit=0",
    "limit=1001",
    "approved=yes",
  ]) {
    const { status, json } = await get("bob", `/response-templates?${query}`);
    assert.deepEqual([status, json["statusCode"]], [400, 10], query);
  }
});

test("long bodies are cut in lists and say so, and are whole by themselves", async (t) => {
  const { get, idOf } = await responseServer(t, { ...acmeWithResponses, settings: { notificationBodyMax: 20 } });
  const { text } = await get("alice", "/response-templates?fields=body,bodyTruncated&name=thanks");
  assert.deepEqual(JSON.parse(text).templates, [{ body: "<p>Dear <$ Contact.F", bodyTruncated: true }]);
  const { text: one } = await get("alice", `/response-templates/${await idOf("template", "thanks")}`);
  assert.ok(JSON.parse(one).template.body.endsWith("writing.</p>"));
});

test("a supervisor makes, changes and removes a template; each step is in the audit", async (t) => {
  const { centre, get, post, put, remove, idOf } = await responseServer(t);
  const categoryId = await idOf("category", "Shipping");
  const body = {
    ...{
      name: "promo",
      body: "<p><$ Promo $></p>",
      categoryId,
      startTime: "2026-01-01",
      customFieldCodes: { Promo: "SPRING" },
    },
    ...{ id: "ignored", modifiedTime: "ignored", attachments: [1] },
  };
  const made = await post("sam", "/response-templates", body);
  assert.equal(made.status, 200, made.text);
  assert.deepEqual(Object.keys(made.json), ["status", "statusCode", "id", "uri", "path", "template"]);
  assert.equal(made.headers["etag"], '"1"');
  const path = `/response-templates/${made.json["id"]}`;
  const { template } = JSON.parse((await get("alice", path)).text);
  assert.deepEqual([template.startTime, template.approved, template.customFieldCodes], ["2026-01-01T00:00:00.000Z", true, { Promo: "SPRING" }]); // biome-ignore format: one line

  const renamed = await put("root", path, { name: "promotion", startTime: "", approved: false });
  const after = JSON.parse(renamed.text).template;
  assert.deepEqual(
    [after.name, after.startTime, after.approved, after.body],
    ["promotion", undefined, false, body.body],
  );
  assert.equal(renamed.headers["etag"], '"2"');
  const stale = await put("sam", path, { name: "x" }, { "if-match": '"1"' });
  assert.deepEqual(told(stale), [409, 2, "version 1 is stale, the present version is 2"]);
  assert.equal(stale.json["version"], 2);
  const same = await put("sam", path, { name: "promotion" }, { "if-match": '"2"' });
  assert.equal(same.headers["etag"], '"2"');
  const moved = await put("sam", path, { groupUri: `/response-categories/${await idOf("category", "Greetings")}` });
  assert.equal(moved.status, 200, moved.text);

  assert.deepEqual(told(await remove("sam", path, undefined, { "if-match": '"2"' })).slice(0, 2), [409, 2]);
  assert.deepEqual((await remove("sam", path)).json, { status: "ok", statusCode: 0 });
  assert.equal((await get("sam", path)).status, 404);
  await catchUp(centre.performing);
  const { text } = await get("root", "/audit?limit=1000");
  const rows: { thing?: string; name: string; operation: string; by: string }[] = JSON.parse(text).audit;
  assert.deepEqual(
    rows.filter(({ thing }) => thing === "standardResponse").map(({ by, operation, name }) => [by, operation, name]),
    [
      ["sam", "CreateResponse", "promo"],
      ["root", "ChangeResponse", "promotion"],
      ["sam", "ChangeResponse", "promotion"],
      ["sam", "RemoveResponse", "promotion"],
    ],
  );
});

test("the same key makes one template", async (t) => {
  const { post, idOf } = await responseServer(t);
  const body = { name: "once", body: "x", categoryId: await idOf("category", "Shipping") };
  const first = await post("sam", "/response-templates", body, { "idempotency-key": "k1" });
  const again = await post("sam", "/response-templates", body, { "idempotency-key": "k1" });
  assert.equal(again.text, first.text);
  assert.equal(again.headers["idempotency-replayed"], "true");
});

test("templates are refused in the order of wire.md 1.4, and a refused one changes nothing", async (t) => {
  const { get, post, put, remove, idOf } = await responseServer(t);
  const categoryId = await idOf("category", "Greetings");
  const danke = await idOf("category", "Shipping");
  const thanks = await idOf("template", "thanks");
  const whole = { name: "new", body: "x", categoryId };
  const needsRole = [403, 5, "writing standard responses needs role supervisor or admin"];
  for (const [as, body, expected] of [
    ["alice", whole, needsRole],
    ["alice", { ...whole, name: 5 }, [400, 10, "$.name: expected string, got number"]],
    ["sam", { body: "x", categoryId }, [400, 1, "$.name: missing"]],
    ["sam", { ...whole, name: "" }, [400, 1, "$.name: missing"]],
    ["sam", { name: "new", categoryId }, [400, 1, "$.body: missing"]],
    ["sam", { name: "new", body: "x" }, [400, 1, "$.groupUri: missing"]],
    ["sam", { ...whole, name: "a\nb" }, [400, 10, "$.name: line breaks are not allowed"]],
    [
      "sam",
      { ...whole, startTime: "soon" },
      [400, 10, "$.startTime: expected a time such as 2026-11-23T10:18:00.000Z"],
    ],
    [
      "sam",
      { ...whole, startTime: "2026-02-30" },
      [400, 10, "$.startTime: expected a time such as 2026-11-23T10:18:00.000Z"],
    ],
    [
      "sam",
      { ...whole, language: "german language" },
      [400, 10, "$.language: expected a language such as en or pt-BR"],
    ],
    [
      "sam",
      { ...whole, customFieldCodes: { "Contact.X": "a" } },
      [400, 10, '$.customFieldCodes["Contact.X"]: not a valid name'],
    ],
    [
      "sam",
      { ...whole, startTime: "2026-02-02", expirationTime: "2026-02-01" },
      [400, 2, "$.expirationTime: must be after startTime"],
    ],
    ["sam", { ...whole, groupUri: `/x/${danke}` }, [400, 2, "$.categoryId: names another category than groupUri"]],
    ["sam", { ...whole, categoryId: "NOSUCH" }, [404, 6, "category not found: NOSUCH"]],
    ["sam", { ...whole, name: "thanks" }, [409, 18, "template already exists: thanks"]],
  ] as const) {
    assert.deepEqual(told(await post(as, "/response-templates", body)), expected, JSON.stringify(body));
  }
  const path = `/response-templates/${thanks}`;
  assert.deepEqual(told(await put("alice", path, {})), needsRole);
  assert.deepEqual(told(await remove("alice", path)), needsRole);
  assert.deepEqual(told(await put("sam", "/response-templates/NOSUCH", {})), [404, 6, "template not found: NOSUCH"]);
  assert.deepEqual(told(await remove("sam", "/response-templates/NOSUCH")), [404, 6, "template not found: NOSUCH"]);
  assert.equal((await put("sam", path, { startTime: "2026-03-01" })).status, 200);
  assert.deepEqual(told(await put("sam", path, { expirationTime: "2026-02-01" })), [
    400,
    2,
    "$.expirationTime: must be after startTime",
  ]);
  assert.equal((await post("sam", "/response-templates", { ...whole, name: "thanks", language: "fr" })).status, 200);
  const { text } = await get("sam", "/response-templates?fields=name");
  assert.equal(JSON.parse(text).templates.length, 5);
});
