import assert from "node:assert/strict";
import { test } from "node:test";
import { responseServer, told } from "./responses.fixture.ts";

const roots = "/platform/contactserver/RequestGetRootCategories";
const approved = "/platform/contactserver/GetApprovedRootCategories";

const namesIn = (text: string): string[] => JSON.parse(text).data.categories.map(({ name }: { name: string }) => name);

test("root categories are answered as wire.md prints them, under every name, with or without a body", async (t) => {
  const { post, idOf } = await responseServer(t);
  const greetings = await idOf("category", "Greetings");
  for (const path of [roots, roots.replace("Request", ""), approved, approved.replace("Get", "RequestGet")]) {
    for (const body of [undefined, {}, { language: "en" }, { language: null }]) {
      const { status, text } = await post("alice", path, body);
      assert.equal(status, 200, text);
      const answer = JSON.parse(text);
      assert.deepEqual(Object.keys(answer), ["status", "statusCode", "response", "data"]);
      assert.deepEqual([answer.status, answer.statusCode, answer.response], ["ok", 0, "EventGetRootCategories"]);
      const [first] = answer.data.categories;
      assert.match(first.modifiedDate, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      const { modifiedDate } = first;
      assert.equal(
        JSON.stringify(first),
        JSON.stringify({
          ...{ categoryId: greetings, name: "Greetings", description: "", language: "en", modifiedDate },
          ...{ status: "Approved", type: 2 },
        }),
      );
      assert.deepEqual(namesIn(text), ["Greetings", "Shipping"]);
    }
  }
  assert.deepEqual(told(await post("alice", roots, { language: 1 })), [
    400,
    10,
    "$.language: expected string, got number",
  ]);
});

test("a language shows the roots that have something in it, themselves or below", async (t) => {
  const { post } = await responseServer(t);
  assert.deepEqual(namesIn((await post("alice", roots, { language: "de" })).text), ["Greetings"]);
  assert.deepEqual(namesIn((await post("alice", roots, { language: "fr" })).text), []);
});

test("what is not approved is among all roots and not among the approved ones", async (t) => {
  const { post, put, idOf } = await responseServer(t);
  const path = `/response-categories/${await idOf("category", "Shipping")}`;
  assert.equal((await put("sam", path, { status: "NotApproved" })).status, 200);
  assert.deepEqual(namesIn((await post("alice", approved, {})).text), ["Greetings"]);
  const { data } = JSON.parse((await post("alice", roots, {})).text);
  assert.equal(data.categories[1].status, "NotApproved");
});

test("a category shows what lies below it and what lies in it, in pages", async (t) => {
  const { get, idOf } = await responseServer(t);
  const greetings = await get("alice", `/response-categories/${await idOf("category", "Greetings")}`);
  const { category } = JSON.parse(greetings.text);
  assert.equal(greetings.headers["etag"], '"1"');
  assert.equal(category.categoryId, category.id);
  assert.deepEqual(category.responses.map(({ name }: { name: string }) => name), ["thanks"]); // biome-ignore format: one line
  const [german] = category.categories;
  assert.deepEqual([german.name, german.language, german.parentUri], ["German", "de", category.uri]);
  const below = JSON.parse((await get("alice", german.path)).text).category;
  assert.deepEqual([below.categories, below.responses[0].name], [[], "danke"]);

  const shipping = `/response-categories/${await idOf("category", "Shipping")}?limit=1`;
  const { category: first, nextCursor } = JSON.parse((await get("alice", shipping)).text);
  const { category: second, nextCursor: none } = JSON.parse(
    (await get("alice", `${shipping}&cursor=${nextCursor}`)).text,
  );
  assert.deepEqual([first.responses[0].name, second.responses[0].name, none], ["delay", "late", undefined]);
  assert.deepEqual(told(await get("alice", "/response-categories/NOSUCH")), [404, 6, "category not found: NOSUCH"]);
  assert.equal((await get("alice", `${shipping}&cursor=x`)).json["statusCode"], 10);
});

test("a supervisor makes, renames, moves and removes categories", async (t) => {
  const { get, post, put, remove, idOf } = await responseServer(t);
  const made = await post("sam", "/response-categories", {
    name: "Returns",
    language: "fr",
    description: "Goods back",
  });
  assert.equal(made.status, 200, made.text);
  assert.deepEqual(Object.keys(made.json), ["status", "statusCode", "id", "uri", "path", "category"]);
  const path = String(made.json["path"]);
  const parentUri = `http://old-host/api/v2/response-categories/${await idOf("category", "Shipping")}`;
  const moved = await put("sam", path, { parentUri, name: "Goods" }, { "if-match": '"1"' });
  assert.equal(moved.headers["etag"], '"2"');
  const shipping = JSON.parse((await get("alice", `/response-categories/${await idOf("category", "Shipping")}`)).text);
  assert.deepEqual(shipping.category.categories.map(({ name }: { name: string }) => name), ["Goods"]); // biome-ignore format: one line
  assert.equal((await put("sam", path, { parentId: "" })).status, 200);
  const listed = await get("alice", "/response-categories?fields=name&language=fr");
  assert.deepEqual(listed.json["categories"], [{ name: "Goods" }]);
  assert.deepEqual((await remove("root", path)).json, { status: "ok", statusCode: 0 });
  assert.equal((await get("alice", path)).status, 404);
});

test("categories are refused: role, names in use, categories in use, unknown ones, below themselves, too deep", async (t) => {
  const { post, put, remove, idOf } = await responseServer(t);
  const greetings = await idOf("category", "Greetings");
  const path = `/response-categories/${greetings}`;
  const needsRole = [403, 5, "writing standard responses needs role supervisor or admin"];
  assert.deepEqual(told(await post("alice", "/response-categories", { name: "x" })), needsRole);
  assert.deepEqual(told(await put("bob", path, {})), needsRole);
  assert.deepEqual(told(await remove("bob", path)), needsRole);
  for (const [body, expected] of [
    [{}, [400, 1, "$.name: missing"]],
    [{ name: "a/b" }, [400, 10, "$.name: no / in it"]],
    [{ name: "x", approved: true, status: "NotApproved" }, [400, 2, "$.status: says something else than approved"]],
    [{ name: "x", status: "Maybe" }, [400, 10, '$.status: expected Approved or NotApproved, got "Maybe"']],
    [{ name: "x", parentId: "NOSUCH" }, [404, 6, "category not found: NOSUCH"]],
    [{ name: "Greetings" }, [409, 18, "category already exists: Greetings"]],
    [{ name: "German", parentId: greetings }, [409, 18, "category already exists: German"]],
  ] as const) {
    assert.deepEqual(told(await post("sam", "/response-categories", body)), expected, JSON.stringify(body));
  }
  assert.deepEqual(told(await put("sam", path, { name: "Shipping" })), [409, 18, "category already exists: Shipping"]);
  assert.deepEqual(told(await put("sam", path, { name: "x" }, { "if-match": '"7"' })).slice(0, 2), [409, 2]);
  assert.deepEqual(told(await put("sam", "/response-categories/NOSUCH", {})), [404, 6, "category not found: NOSUCH"]);
  assert.deepEqual(told(await remove("sam", "/response-categories/NOSUCH")), [404, 6, "category not found: NOSUCH"]);
  assert.deepEqual(told(await remove("sam", path)), [409, 19, "category is in use: Greetings"]);

  let parentId = greetings;
  for (let level = 2; level <= 10; level += 1) {
    const { json, text } = await post("sam", "/response-categories", { name: `level ${level}`, parentId });
    assert.equal(json["statusCode"], 0, text);
    parentId = String(json["id"]);
  }
  const misplaced = (because: string) => [400, 10, `$.parentUri: ${because}`];
  assert.deepEqual(
    told(await post("sam", "/response-categories", { name: "x", parentId })),
    misplaced("at most 10 levels"),
  );
  assert.deepEqual(told(await put("sam", path, { parentId })), misplaced("a category cannot lie below itself"));
  const shipping = await idOf("category", "Shipping");
  assert.deepEqual(told(await put("sam", path, { parentId: shipping })), misplaced("at most 10 levels"));
  assert.deepEqual(told(await put("sam", path, { parentId: "NOSUCH" })), [404, 6, "category not found: NOSUCH"]);
});
