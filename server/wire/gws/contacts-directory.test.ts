import assert from "node:assert/strict";
import { test } from "node:test";
import { done, listIn, rowsOf, startConfiguring, told } from "./configuring.fixture.ts";

test("the directory has agents with their channels and the queues that Transfer takes, with and without fields", async (t) => {
  const { as, root } = await startConfiguring(t);
  const names = async (query = "") =>
    rowsOf(await as("alice")("GET", `/contacts${query}`), "contacts").map(({ name }) => name);
  assert.deepEqual(await names(), ["alice Test", "bob Test", "sam Test", "general", "review", "support"]);
  assert.deepEqual(await names("?fields=*"), await names());
  assert.deepEqual(await names("?type=Queue"), ["general", "review", "support"]);
  assert.deepEqual(await names("?type=Custom"), []);
  assert.deepEqual(await names("?name=support"), ["support"]);
  assert.deepEqual(await names("?type=User&channel=email&_=17"), ["alice Test", "bob Test", "sam Test"]);
  assert.deepEqual(await names("?channel=voice"), []);
  assert.deepEqual(await names("?filterName=NamesOrPhoneNumberMatches&filterParameters=ALI"), ["alice Test"]);
  assert.deepEqual(await names("?filterName=NamesOrPhoneNumberMatches&filterParameters=test%20bo"), ["bob Test"]);
  assert.deepEqual(await names("?limit=2&offset=1"), ["bob Test", "sam Test"]);
  const [alice] = rowsOf(await as("alice")("GET", "/contacts?userName=alice"), "contacts");
  assert.deepEqual(Object.keys(alice ?? {}), [
    ...["id", "type", "name", "firstName", "lastName", "userName", "emailAddress", "uri", "path", "channels"],
  ]);
  assert.deepEqual([alice?.["type"], alice?.["path"]], ["User", `/users/${alice?.["id"]}`]);
  const [channel] = listIn(alice, "channels");
  assert.deepEqual([channel?.["channel"], channel?.["available"]], ["email", false]);
  assert.deepEqual(told(await root("PUT", `/users/${alice?.["id"]}`, { enabled: false })), done);
  assert.equal((await root("GET", "/contacts?userName=alice")).json["contacts"]?.toString(), "");
});

test("an address of the directory is one that can be read", async (t) => {
  const { as, ask } = await startConfiguring(t);
  for (const { uri } of rowsOf(await as("bob")("GET", "/contacts?fields=uri"), "contacts")) {
    assert.equal((await ask({ path: new URL(String(uri)).pathname, as: "bob" })).status, 200);
  }
});

test("what the directory cannot filter by is refused", async (t) => {
  const { as } = await startConfiguring(t);
  const ask = async (query: string) => told(await as("bob")("GET", `/contacts?${query}`));
  assert.deepEqual(await ask("type=Team"), [400, 10, '$.type: expected User or Queue or Custom, got "Team"']);
  assert.deepEqual(await ask("filterName=Other&filterParameters=x"), [400, 10, '$.filterName: expected NamesOrPhoneNumberMatches, got "Other"']); // biome-ignore format: one line
  assert.deepEqual(await ask("filterName=NamesOrPhoneNumberMatches"), [400, 1, "$.filterParameters: missing"]);
  assert.deepEqual(await ask("nothing=1"), [400, 10, "$.nothing: no such field"]);
  assert.deepEqual((await ask("limit=0")).slice(0, 2), [400, 10]);
});
