import assert from "node:assert/strict";
import { test } from "node:test";
import { owned, readAndRoute, ready, receive } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";
import { done, startConfiguring, told } from "./configuring.fixture.ts";

test("a queue is added and changed with the keys of the provisioning file, and routes at once", async (t) => {
  const { root, named, list, audit } = await startConfiguring(t);
  const routing = {
    ...{ skills: "English >= 2", priority: 5, relax: [{ after: 60, skills: "English" }] },
    overflow: { after: 900, queue: "general" },
  };
  const created = await root("POST", "/queues", {
    name: "orders",
    description: "Orders",
    routing,
    invitationTimeout: 20,
  });
  assert.deepEqual(told(created), done);
  const row = await named("queues", "name", "orders");
  assert.deepEqual(
    [row["kind"], row["description"], row["routing"], row["invitationTimeout"], row["waiting"]],
    ["inbound", "Orders", routing, 20, 0],
  );
  const path = `/queues/${created.json["id"]}`;
  assert.deepEqual(told(await root("PUT", path, row)), done, "what was read can be written");
  assert.deepEqual(told(await root("PUT", path, { routing: { skills: "QA" }, name: "orders-2" })), done);
  assert.deepEqual((await named("queues", "name", "orders-2"))["routing"], { skills: "QA", priority: 0, relax: [] });
  assert.deepEqual(told(await root("PUT", path, { kind: "review" })), done);
  assert.equal((await list("/queues?fields=*&kind=review&name=orders-2", "queues")).length, 1);
  assert.deepEqual(told(await root("DELETE", path)), done);
  assert.deepEqual(
    (await audit()).slice(-4).map(({ operation, name }) => [operation, name]),
    [
      ["CreateQueue", "orders"],
      ["ChangeQueue", "orders-2"],
      ["ChangeQueue", "orders-2"],
      ["DeleteQueue", "orders-2"],
    ],
  );
});

test("an agent is offered what a changed routing allows", async (t) => {
  const { centre, root, idOf, list } = await startConfiguring(t);
  await ready(centre, "sam");
  await receive(centre);
  await readAndRoute(centre);
  const states = async () => (await list("/interactions?fields=*", "interactions")).map(({ state }) => state);
  assert.deepEqual(await states(), ["Queued"]);
  await root("PUT", `/queues/${await idOf("queues", "support")}`, { routing: { skills: "" } });
  await readAndRoute(centre);
  assert.deepEqual(await states(), ["Invited"]);
});

test("null counts as absent wherever it stands", async (t) => {
  const { root, named } = await startConfiguring(t);
  const routing = { skills: null, priority: 7, relax: [{ after: 60, skills: "English" }], overflow: null };
  assert.deepEqual(told(await root("POST", "/queues", { name: "nulls", description: null, routing })), done);
  assert.deepEqual((await named("queues", "name", "nulls"))["routing"], {
    ...{ skills: "", priority: 7, relax: routing.relax },
  });
  const missing = { name: "none", routing: { overflow: { after: 60, queue: null } } };
  assert.deepEqual(told(await root("POST", "/queues", missing)), [400, 1, "$.routing.overflow.queue: missing"]);
});

test("a skill is named in routing whatever it is called", async (t) => {
  const { root } = await startConfiguring(t);
  assert.deepEqual(told(await root("POST", "/skills", { name: '19" rack' })), done);
  const routing = { skills: '"19"" rack" >= 2' };
  assert.deepEqual(told(await root("POST", "/queues", { name: "racks", routing })), done);
});

test("refusals of queue writes", async (t) => {
  const { root, as, idOf } = await startConfiguring(t);
  const support = `/queues/${await idOf("queues", "support")}`;
  const post = async (body: object) => told(await root("POST", "/queues", { name: "q", ...body }));
  assert.deepEqual(told(await root("POST", "/queues", {})), [400, 1, "$.name: missing"]);
  assert.deepEqual(await post({ kind: "parked" }), [400, 10, '$.kind: expected inbound or review or draft or outbound, got "parked"']); // biome-ignore format: one line
  assert.deepEqual(await post({ routing: { skills: "English >=" } }), [400, 10, '$.routing.skills: a level is expected after "English >=" in "English >="']); // biome-ignore format: one line
  assert.deepEqual(await post({ routing: { relax: [{ after: 9, skills: "Latin" }] } }), [400, 10, "$.routing.relax[0].skills: no such skill: Latin"]); // biome-ignore format: one line
  assert.deepEqual(await post({ routing: { relax: [{ after: 9, skills: "" }, { after: 9, skills: "" }] } }), [400, 10, "$.routing.relax[1].after: expected more than 9"]); // biome-ignore format: one line
  assert.deepEqual(await post({ routing: { overflow: { after: 1, queue: "no" } } }), [404, 6, "queue not found: no"]);
  assert.deepEqual(await post({ routing: { overflow: { after: 1, queue: "email-drafts" } } }), [400, 2, "$.routing.overflow.queue: overflow cannot use the draft queue email-drafts"]); // biome-ignore format: one line
  assert.deepEqual(await post({ kind: "draft", routing: {} }), [400, 2, "$.routing: a queue of kind draft is never routed"]); // biome-ignore format: one line
  assert.deepEqual(await post({ channel: "voice" }), [400, 11, "$.channel: read-only"]);
  assert.deepEqual(await post({ internal: 1 }), [400, 10, "$.internal: expected boolean, got number"]);
  assert.deepEqual(await post({ name: "general" }), [409, 18, "queue already exists: general"]);
  const itself = { routing: { overflow: { after: 1, queue: "support" } } };
  assert.deepEqual(told(await root("PUT", support, itself)), [400, 2, "$.routing.overflow.queue: a queue cannot overflow into itself"]); // biome-ignore format: one line
  const back = { routing: { overflow: { after: 1, queue: "support" } } };
  assert.equal((await post({ ...back, name: "spill" }))[0], 200);
  const circle = { routing: { overflow: { after: 1, queue: "spill" } } };
  assert.deepEqual(told(await root("PUT", support, circle)), [400, 2, "$.routing.overflow.queue: overflows in a circle: support, spill, support"]); // biome-ignore format: one line
  assert.deepEqual(told(await root("PUT", support, { id: "x" })), [400, 11, "$.id: read-only"]);
  assert.deepEqual(told(await root("PUT", support, { kind: "parked" })), [400, 10, "$.kind: only the built-in queue parked is of this kind"]); // biome-ignore format: one line
  assert.deepEqual(told(await root("PUT", "/queues/no", {})), [404, 6, "queue not found: no"]);
  assert.deepEqual(told(await root("DELETE", "/queues/no")), [404, 6, "queue not found: no"]);
  assert.equal((await as("sam")("POST", "/queues", { name: "x" })).json["statusCode"], 5);
  assert.equal((await as("sam")("DELETE", support)).json["statusCode"], 5);
});

test("what is built in keeps name and kind and stays; a queue that is used keeps its kind and stays", async (t) => {
  const { centre, root, idOf } = await startConfiguring(t);
  const code = async (method: string, name: string, body?: object) =>
    told(await root(method, `/queues/${await idOf("queues", name)}`, body)).slice(0, 2);
  for (const name of ["email-drafts", "email-outbound", "parked"]) {
    assert.deepEqual(await code("PUT", name, { name: "mine" }), [400, 11], name);
    assert.deepEqual(await code("PUT", name, { kind: "inbound" }), [400, 11], name);
    assert.deepEqual(await code("DELETE", name), [409, 19], name);
    assert.deepEqual(await code("PUT", name, { description: "Built in" }), done, name);
  }
  assert.deepEqual(await code("DELETE", "support"), [409, 19], "mail arrives there");
  assert.deepEqual(await code("PUT", "support", { kind: "draft" }), [409, 19]);
  await root("POST", "/queues", { name: "a", routing: { overflow: { after: 5, queue: "general" } } });
  assert.deepEqual(await code("DELETE", "general"), [409, 19], "another one overflows into it");
  await root("DELETE", `/queues/${await idOf("queues", "a")}`);
  await root("POST", "/queues", { name: "b" });
  const id = await owned(centre, "alice");
  await centre.pool.query("UPDATE interactions SET previous_queue = $1 WHERE id = $2", [await idOf("queues", "b"), id]);
  assert.deepEqual(await code("DELETE", "b"), [409, 19], "an e-mail may go back there");
  assert.deepEqual(await code("DELETE", "general"), done);
});

test("a queue that prefers the contact's last agent still does when its routing is written", async (t) => {
  const queues = acme.queues.map((one) =>
    one.name === "support" ? { ...one, routing: { ...Object(one).routing, lastAgent: true } } : one,
  );
  const { centre, root, named, idOf } = await startConfiguring(t, { file: { ...acme, queues } });
  const { routing } = await named("queues", "name", "support");
  const path = `/queues/${await idOf("queues", "support")}`;
  assert.deepEqual(told(await root("PUT", path, { routing: { ...Object(routing), priority: 77 } })), done);
  const found = await centre.performing.store.read((reading) => reading.centre.queueNamed("support"));
  assert.deepEqual([found?.routing.priority, found?.routing.lastAgent], [77, true]);
});
