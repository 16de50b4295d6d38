import assert from "node:assert/strict";
import { test } from "node:test";
import { parseProvisioning } from "@postroom/contract";
import { skillExpressionProblem } from "../provisioning-file.ts";
import { acme, type Centre } from "../testing/centre.ts";
import { done, startConfiguring, told } from "../wire/gws/configuring.fixture.ts";
import { applyProvisioning } from "./provisioning.ts";

const workspace = { "email.reply-prefix": "Re: ", "email.quote-char": ">" };
const file = { ...acme, settings: { workspace } };

/** Starts again with a file, as far as provisioning goes. Value: whether something was applied. */
async function startAgain({ performing, passwords }: Centre, again: unknown, isDefault = false): Promise<boolean> {
  const parsed = parseProvisioning(again, { skillExpressionProblem });
  assert.ok(parsed.ok);
  return applyProvisioning(performing, passwords, parsed.provisioning, { isDefault });
}

test("an unchanged file is not applied again, unless an admin changed something since", async (t) => {
  const { centre, root } = await startConfiguring(t, { file });
  assert.equal(await startAgain(centre, file), false);
  assert.equal((await root("POST", "/skills", { name: "English" })).status, 409);
  assert.equal(await startAgain(centre, file), false, "a refused write is no change");
  assert.deepEqual(told(await root("POST", "/skills", { name: "Latin" })), done);
  assert.equal(await startAgain(centre, file), true);
  assert.equal(await startAgain(centre, file), false);
});

test("applied again, the file wins for what it names, and what admins added or set beside it stays", async (t) => {
  const { centre, root, named, idOf, as } = await startConfiguring(t, { file });
  const alice = await idOf("users", "alice");
  await root("PUT", `/users/${alice}`, { firstName: "Alicia", capacity: 9, skills: [] });
  await root("PUT", `/users/${alice}/settings`, { "email.quote-char": "!" });
  await root("POST", "/users", { userName: "carol", password: "carol-demo-1", firstName: "Carol" });
  await root("PUT", `/queues/${await idOf("queues", "support")}`, { routing: { skills: "QA" } });
  await root("POST", "/queues", { name: "late" });
  const known = { "email.reply-prefix": "AW: ", "email.inline-forward-prefix": "WG:" };
  await root("PUT", "/settings/interaction-workspace", known);
  assert.equal(await startAgain(centre, file), true);
  centre.clock.advance(2_000);
  const row = await named("users", "userName", "alice");
  assert.deepEqual([row["firstName"], row["capacity"], row["id"]], ["alice", { email: 3 }, alice]);
  assert.equal((await named("users", "userName", "carol"))["firstName"], "Carol");
  assert.match(JSON.stringify((await named("queues", "name", "support"))["routing"]), /English >= 3/);
  await named("queues", "name", "late");
  const seen = JSON.stringify((await as("bob")("GET", "/settings")).json);
  assert.match(seen, /"email.reply-prefix":"Re: "/, "the file names it");
  assert.match(seen, /"email.inline-forward-prefix":"WG:"/, "the file does not");
  assert.match(JSON.stringify((await as("alice")("GET", "/settings")).json), /"email.quote-char":"!"/);
});

test("a password that an admin gave stays when the file is applied again with its old one", async (t) => {
  const { centre, root, idOf, ask } = await startConfiguring(t, { file });
  await root("PUT", `/users/${await idOf("users", "bob")}`, { password: "another one 1" });
  assert.equal(await startAgain(centre, file), true);
  centre.clock.advance(2_000);
  assert.equal((await ask({ path: "/me", as: "bob" })).status, 401);
});

test("a start without a file leaves what admins made", async (t) => {
  const { centre, root, named } = await startConfiguring(t, { file });
  await root("POST", "/queues", { name: "late" });
  assert.equal(await startAgain(centre, {}, true), false);
  await named("queues", "name", "late");
});
