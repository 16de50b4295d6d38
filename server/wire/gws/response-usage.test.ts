import assert from "node:assert/strict";
import { test } from "node:test";
import { drafted, load, owned, readAndRoute, receive } from "../../testing/agent-day.ts";
import { responseServer, told } from "./responses.fixture.ts";

const report = (responseTemplateId: unknown, more: object = {}) => ({
  ...{ operationName: "ReportResponseTemplateUsage", responseTemplateId },
  ...more,
});

for (const [dialect, path] of [
  ["A", "/me/interactions"],
  ["B", "/me/emails"],
] as const) {
  // biome-ignore format: one line
  test(`dialect ${dialect}: use is counted by type and agent, tells nobody, and restarts the handling clock`, async (t) => {
    const { centre, get, post, idOf } = await responseServer(t);
    const original = await owned(centre, "alice");
    const draft = await drafted(centre, "alice", original);
    const thanks = await idOf("template", "thanks");
    const { version, deadline } = await load(centre, draft);
    const { rows: events } = await centre.pool.query("SELECT count(*) FROM outbox");
    centre.clock.advance(5_000);
    for (const more of [{}, { usageType: "SystemAutoResponse" }, { responseType: "AdministratorResponse" }]) {
      const { status, json, headers } = await post("alice", `${path}/${draft}`, report(thanks, more));
      assert.deepEqual([status, json], [200, { status: "ok", statusCode: 0 }]);
      assert.equal(headers["etag"], `"${version}"`);
    }
    const both = { usageType: "SuggestedResponseChoosen", responseType: "SuggestedResponseChoosen" };
    assert.equal((await post("alice", `${path}/${original}`, report(thanks, both))).status, 200);
    const after = await load(centre, draft);
    assert.equal(after.version, version);
    assert.equal(after.deadline?.due, (deadline?.due ?? 0) + 5_000);
    assert.deepEqual((await centre.pool.query("SELECT count(*) FROM outbox")).rows, events);

    const usage = async (as: string) => JSON.parse((await get(as, `/response-templates/${thanks}/usage`)).text).usage;
    const rows = (await usage("alice")).map((row: Record<string, unknown>) => [row["usageType"], row["count"], row["own"]]);
    assert.deepEqual(rows, [["AdministratorResponse", 1, 1], ["SuggestedResponseChoosen", 1, 1], ["SystemAutoResponse", 2, 2]]); // biome-ignore format: one line
    const [first] = await usage("bob");
    assert.deepEqual([first.count, first.own], [1, 0]);
    assert.match(first.lastUsedAt, /^\d{4}-.+Z$/);
    const { text } = await get("alice", `${path}/${draft}`);
    assert.ok(!text.includes("ReportResponseTemplateUsage"), "it is in no list of capabilities");
  });

  test(`dialect ${dialect}: reporting use is refused in the order of wire.md 1.4, and then nothing is counted`, async (t) => {
    const { centre, get, post, put, idOf } = await responseServer(t);
    const original = await owned(centre, "alice");
    const waiting = await receive(centre);
    await readAndRoute(centre);
    const ids = { thanks: await idOf("template", "thanks"), delay: await idOf("template", "delay"), late: await idOf("template", "late") }; // biome-ignore format: one line
    const refused = async (as: string, id: string, body: object) => told(await post(as, `${path}/${id}`, body));
    const { thanks } = ids;
    const state = "ReportResponseTemplateUsage is not possible: the interaction is Invited";
    const useless = (why: string) => [409, 2, `ReportResponseTemplateUsage is not possible: the template ${why}`];
    assert.deepEqual(await refused("alice", original, report("")), [400, 1, "$.responseTemplateId: missing"]);
    assert.deepEqual(await refused("alice", original, report(undefined)), [400, 1, "$.responseTemplateId: missing"]);
    assert.deepEqual(await refused("alice", original, report(5)), [
      400,
      10,
      "$.responseTemplateId: expected string, got number",
    ]);
    for (const key of ["usageType", "responseType"]) {
      const [status, code, message] = await refused("alice", original, report(thanks, { [key]: "Guessed" }));
      assert.deepEqual([status, code], [400, 10]);
      assert.match(String(message), new RegExp(`^\\$\\.${key}: expected SystemAutoResponse or .*, got "Guessed"$`));
    }
    const torn = { usageType: "SystemAutoResponse", responseType: "AdministratorResponse" };
    assert.deepEqual(await refused("alice", original, report(thanks, torn)), [
      400,
      2,
      "$.responseType: says something else than usageType",
    ]);
    assert.deepEqual(await refused("root", original, report(thanks)), [403, 5, "using e-mail needs role agent"]);
    assert.deepEqual(await refused("alice", "NOSUCH", report("NO")), [404, 6, "interaction not found: NOSUCH"]);
    const stale = await post("alice", `${path}/${original}`, report("NO"), { "if-match": '"1"' });
    assert.deepEqual([stale.status, stale.json["statusCode"]], [409, 2]);
    assert.deepEqual(await refused("alice", waiting, report("NO")), [409, 2, state]);
    assert.deepEqual((await refused("bob", original, report("NO"))).slice(0, 2), [403, 3]);
    assert.deepEqual(await refused("alice", original, report("NO")), [404, 6, "template not found: NO"]);
    assert.deepEqual(await refused("alice", original, report(ids.delay)), useless("delay is not approved"));
    assert.deepEqual(await refused("alice", original, report(ids.late)), useless("late is expired"));
    await put("sam", `/response-templates/${thanks}`, { startTime: "2999-01-01" });
    assert.deepEqual(await refused("alice", original, report(thanks)), useless("thanks is not in use yet"));
    for (const id of Object.values(ids)) {
      assert.deepEqual((await get("alice", `/response-templates/${id}/usage`)).json["usage"], []);
    }
    assert.deepEqual(told(await get("alice", "/response-templates/NO/usage")), [404, 6, "template not found: NO"]);
  });
}
