import assert from "node:assert/strict";
import { test } from "node:test";
import { done, startConfiguring, told } from "./configuring.fixture.ts";

for (const { collection, thing } of [
  { collection: "skills", thing: "skill" },
  { collection: "groups", thing: "group" },
]) {
  test(`${collection} are added, renamed and removed by admins, each change audited`, async (t) => {
    const { root, as, list, audit } = await startConfiguring(t);
    const created = await root("POST", `/${collection}`, { name: "Late" });
    assert.deepEqual(told(created), done);
    const { id } = created.json;
    assert.match(String(id), /^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    const path = `/${collection}/${id}`;
    assert.equal((await list(`/${collection}?fields=*`, collection)).at(-1)?.["name"], "Late", "oldest first");
    assert.deepEqual(told(await root("POST", `/${collection}`, { name: "Late" })), [409, 18, `${thing} already exists: Late`]); // biome-ignore format: one line
    assert.deepEqual(told(await root("POST", `/${collection}`, {})), [400, 1, "$.name: missing"]);
    assert.deepEqual(told(await root("PUT", path, { name: 1 })), [400, 10, "$.name: expected string, got number"]);
    assert.deepEqual(told(await root("PUT", path, { path: "/x/y" })), [400, 11, "$.path: read-only"]);
    assert.deepEqual(told(await root("PUT", path, { name: "Later", id })), done);
    assert.deepEqual(told(await root("PUT", `/${collection}/no`, { name: "x" })), [404, 6, `${thing} not found: no`]);
    const text = "changing the configuration needs role admin";
    assert.deepEqual(told(await as("alice")("DELETE", path)), [403, 5, text]);
    assert.deepEqual(told(await root("DELETE", path)), done);
    assert.deepEqual(told(await root("GET", path)), [404, 6, `${thing} not found: ${id}`]);
    assert.deepEqual(told(await root("DELETE", path)), [404, 6, `${thing} not found: ${id}`]);
    const name = thing === "skill" ? "Skill" : "Group";
    assert.deepEqual(
      (await audit()).slice(-3).map(({ operation, by, why }) => [operation, by, why]),
      [
        [`Create${name}`, "root", undefined],
        [`Change${name}`, "root", "before: Late"],
        [`Delete${name}`, "root", undefined],
      ],
    );
  });
}

test("a skill that somebody has, and one that routing names, stays as it is; so does a group with members", async (t) => {
  const { root, idOf } = await startConfiguring(t);
  const english = `/skills/${await idOf("skills", "English")}`;
  const named = "skill is in use: English (the routing of support names it)";
  assert.deepEqual(told(await root("DELETE", english)), [409, 19, named]);
  assert.deepEqual(told(await root("PUT", english, { name: "Englisch" })), [409, 19, named]);
  const french = await root("DELETE", `/skills/${await idOf("skills", "French")}`);
  assert.deepEqual(told(french), [409, 19, "skill is in use: French (users have it, or e-mails wait for it)"]);
  const group = await root("DELETE", `/groups/${await idOf("groups", "FrontLine")}`);
  assert.deepEqual([group.status, group.json["statusCode"]], [409, 19]);
  for (const userName of ["alice", "bob"]) {
    await root("PUT", `/users/${await idOf("users", userName)}`, { groups: [], skills: {} });
  }
  assert.deepEqual(told(await root("DELETE", `/groups/${await idOf("groups", "FrontLine")}`)), done);
  assert.deepEqual(told(await root("DELETE", `/skills/${await idOf("skills", "French")}`)), done);
});
