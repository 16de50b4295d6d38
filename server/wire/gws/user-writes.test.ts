import assert from "node:assert/strict";
import { test } from "node:test";
import { basic } from "../../adapters/http/http.fixture.ts";
import { owned, readAndRoute, ready, receive } from "../../testing/agent-day.ts";
import { done, listIn, startConfiguring, told } from "./configuring.fixture.ts";

const carol = { userName: "carol", password: "carol-demo-1" };

test("an admin adds a user with everything of wire.md 10.1, who can sign in and work at once", async (t) => {
  const { root, named, idOf, ask, audit } = await startConfiguring(t);
  const french = await idOf("skills", "French");
  const created = await root("POST", "/users", {
    ...carol,
    ...{ firstName: "Carol", lastName: "Moss", emailAddress: "carol@acme.test", signature: "Carol", enabled: true },
    roles: ["ROLE_AGENT", "ROLE_SUPERVISOR"],
    skills: [
      { name: "English", level: "5" },
      { id: french, level: 2 },
      { uri: `http://x/api/v2/skills/${await idOf("skills", "QA")}` },
    ],
    groups: ["FrontLine"],
    capacity: { email: 4 },
    unknown: { ignored: true },
  });
  assert.deepEqual(told(created), done);
  const { id, uri, path } = created.json;
  assert.match(String(id), /^[0-9a-f]{32}$/);
  assert.deepEqual([path, String(uri).endsWith(`/api/v2/users/${id}`)], [`/users/${id}`, true]);
  const row = await named("users", "userName", "carol");
  assert.deepEqual(
    [row["firstName"], row["roles"], row["capacity"], row["signature"], row["changePasswordOnFirstLogin"]],
    ["Carol", ["ROLE_AGENT", "ROLE_SUPERVISOR"], { email: 4 }, "Carol", false],
  );
  const skills = listIn(row, "skills");
  assert.deepEqual(
    skills.map(({ name, level }) => [name, level]),
    [
      ["English", "5"],
      ["French", "2"],
      ["QA", "1"],
    ],
  );
  assert.ok(!JSON.stringify(row).toLowerCase().includes("argon2"), "never a password");
  assert.equal((await ask({ path: "/api/v2/audit", headers: { authorization: basic("carol") } })).status, 200);
  const [event] = (await audit()).slice(-1);
  assert.deepEqual(
    [event?.["kind"], event?.["by"], event?.["thing"], event?.["name"], event?.["operation"]],
    ["ConfigurationChanged", "root", "user", "carol", "CreateUser"],
  );
});

test("skills may be given as in the provisioning file, and a change leaves what is absent", async (t) => {
  const { root, named, idOf } = await startConfiguring(t);
  const id = await idOf("users", "alice");
  assert.deepEqual(told(await root("PUT", `/users/${id}`, { skills: { QA: 7 }, firstName: "Alicia" })), done);
  const row = await named("users", "userName", "alice");
  const [skill] = listIn(row, "skills");
  assert.deepEqual(
    [skill?.["name"], skill?.["level"], row["firstName"], row["lastName"]],
    ["QA", "7", "Alicia", "Test"],
  );
  assert.deepEqual(told(await root("PUT", `/users/${id}`, row)), done, "what was read can be written");
  assert.deepEqual(told(await root("PUT", `/users/${id}`, { capacity: 2, skills: [], groups: [] })), done);
  const after = await named("users", "userName", "alice");
  assert.deepEqual([after["capacity"], after["skills"], after["groups"]], [{ email: 2 }, [], []]);
});

test("refusals of user writes, in the order of wire.md 1.4", async (t) => {
  const { root, as, idOf } = await startConfiguring(t);
  const alice = await idOf("users", "alice");
  const post = async (body: object) => told(await root("POST", "/users", { ...carol, ...body }));
  const put = async (body: object) => told(await root("PUT", `/users/${alice}`, body));
  assert.deepEqual(told(await root("POST", "/users", { userName: "x" })), [400, 1, "$.password: missing"]);
  assert.deepEqual(told(await root("POST", "/users", { password: "a-good-long-one" })), [
    400,
    1,
    "$.userName: missing",
  ]);
  assert.deepEqual(await post({ enabled: "yes" }), [400, 10, "$.enabled: expected boolean, got string"]);
  assert.deepEqual(await post({ roles: ["agent"] }), [400, 10, '$.roles[0]: expected ROLE_AGENT or ROLE_SUPERVISOR or ROLE_ADMIN, got "agent"']); // biome-ignore format: one line
  assert.deepEqual(await post({ skills: [{ name: "English", level: "much" }] }), [400, 10, "$.skills[0].level: expected a whole number from 0 to 1000"]); // biome-ignore format: one line
  assert.deepEqual(await post({ skills: [{ level: 1 }] }), [400, 1, "$.skills[0].name: missing"]);
  assert.deepEqual(await post({ skills: 3 }), [400, 10, "$.skills: expected object, got number"]);
  assert.deepEqual(await post({ userName: "a:b" }), [400, 10, "$.userName: no colon: HTTP Basic cannot carry it"]);
  assert.deepEqual(await post({ password: "short" }), [400, 10, "$.password: at least 12 characters"]);
  assert.deepEqual(await post({ emailAddress: "Help@acme.test" }), [400, 10, "$.emailAddress: an address at which the centre receives"]); // biome-ignore format: one line
  assert.deepEqual(await post({ skills: { Latin: 1 } }), [404, 6, "skill not found: Latin"]);
  assert.deepEqual(await post({ groups: ["Nobody"] }), [404, 6, "group not found: Nobody"]);
  assert.deepEqual(await post({ userName: "ALICE" }), [409, 18, "user already exists: ALICE"]);
  assert.deepEqual(await post({ id: "mine" }), [400, 11, "$.id: read-only"]);
  assert.deepEqual(await put({ uri: "http://x/users/other" }), [400, 11, "$.uri: read-only"]);
  assert.deepEqual(await put({ userName: "bob" }), [409, 18, "user already exists: bob"]);
  assert.deepEqual(told(await root("PUT", "/users/nobody", {})), [404, 6, "user not found: nobody"]);
  assert.deepEqual(told(await root("DELETE", "/users/nobody")), [404, 6, "user not found: nobody"]);
  for (const [method, path] of [
    ["POST", "/users"],
    ["PUT", `/users/${alice}`],
    ["DELETE", `/users/${alice}`],
    ["PUT", "/users/nobody"],
  ] as const) {
    const text = "changing the configuration needs role admin";
    assert.deepEqual(told(await as("sam")(method, path, { ...carol })), [403, 5, text], `${method} ${path}`);
  }
});

test("two who add the same name at once get one user and one refusal", async (t) => {
  const { root, list } = await startConfiguring(t);
  const answers = await Promise.all([1, 2, 3].map(() => root("POST", "/users", carol)));
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409, 409]);
  assert.equal((await list("/users?fields=*&userName=carol", "users")).length, 1);
});

test("the last enabled admin stays: neither removed, nor disabled, nor without the role", async (t) => {
  const { root, idOf, as } = await startConfiguring(t);
  const id = await idOf("users", "root");
  const text = "ChangeUser is not possible: root is the last enabled admin";
  assert.deepEqual(told(await root("PUT", `/users/${id}`, { enabled: false })), [409, 2, text]);
  assert.deepEqual(told(await root("PUT", `/users/${id}`, { roles: ["ROLE_AGENT"] })), [409, 2, text]);
  assert.deepEqual(told(await root("DELETE", `/users/${id}`)), [409, 2, text.replace("Change", "Delete")]);
  await root("POST", "/users", { ...carol, roles: ["ROLE_ADMIN"] });
  const both = await Promise.all([
    root("DELETE", `/users/${await idOf("users", "carol")}`),
    as("carol")("DELETE", `/users/${id}`),
  ]);
  assert.ok(
    both.some(({ status }) => status === 200) && both.some(({ status }) => status !== 200),
    "one admin is left",
  );
});

test("who never held an e-mail can be removed; who did is disabled instead", async (t) => {
  const { centre, root, idOf, ask } = await startConfiguring(t);
  await owned(centre, "alice");
  const refused = await root("DELETE", `/users/${await idOf("users", "alice")}`);
  assert.deepEqual(told(refused), [409, 19, "user is in use: alice (has held e-mails; set enabled to false instead)"]);
  assert.equal((await ask({ path: "/me", as: "alice" })).status, 200);
  const bob = await idOf("users", "bob");
  assert.deepEqual(told(await root("DELETE", `/users/${bob}`)), done);
  assert.equal((await ask({ path: "/me", as: "bob" })).status, 401);
  assert.deepEqual(told(await root("GET", `/users/${bob}`)), [404, 6, `user not found: ${bob}`]);
});

test("who is disabled is logged out, and what was offered goes back to its place and to somebody else", async (t) => {
  const { centre, root, idOf, list } = await startConfiguring(t);
  await ready(centre, "alice");
  const id = await receive(centre);
  await readAndRoute(centre);
  const state = async () =>
    (await list(`/interactions?fields=*&limit=10`, "interactions")).find((row) => row["id"] === id);
  assert.equal((await state())?.["assignedTo"], "alice");
  assert.deepEqual(told(await root("PUT", `/users/${await idOf("users", "alice")}`, { enabled: false })), done);
  assert.deepEqual([(await state())?.["state"], (await state())?.["assignedTo"]], ["Queued", null]);
  await ready(centre, "bob");
  await readAndRoute(centre);
  assert.equal((await state())?.["assignedTo"], "bob");
});

test("a password that an admin gives works at once, the old one not, and may have to be changed", async (t) => {
  const { root, idOf, ask } = await startConfiguring(t);
  const path = `/users/${await idOf("users", "bob")}`;
  assert.equal((await ask({ path: "/me", as: "bob" })).status, 200);
  const change = { password: "another one 1", changePasswordOnFirstLogin: true };
  assert.deepEqual(told(await root("PUT", path, change)), done);
  assert.equal((await ask({ path: "/me", as: "bob" })).status, 401);
  const headers = { authorization: basic("bob", "another one 1") };
  assert.equal((await ask({ path: "/api/v2/queues", headers })).json["statusCode"], 8);
});

test("a password that people choose is long enough and none of the usual ones", async (t) => {
  const { ask } = await startConfiguring(t);
  const change = (newPassword: string) =>
    ask({ method: "POST", path: "/me", as: "alice", body: { operationName: "ChangePassword", oldPassword: "alice-demo-1", newPassword } }); // biome-ignore format: one line
  assert.deepEqual(told(await change("elevenchars")), [400, 10, "$.newPassword: at least 12 characters"]);
  assert.deepEqual(told(await change("Password1234")), [400, 10, "$.newPassword: a password that is used too often"]);
  assert.deepEqual(told(await change("abababababab")), [400, 10, "$.newPassword: too few different characters"]);
  assert.deepEqual(told(await change("twelve chars")), done);
});
