import assert from "node:assert/strict";
import { test } from "node:test";
import { load, readAndRoute, receive, route } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";
import { desk, dialects, refusalIn, withSettings } from "./desk.fixture.ts";

/** Nobody else speaks French. */
const withCarol = {
  ...acme,
  agents: [
    ...acme.agents,
    {
      ...{ userName: "carol", password: "carol-demo-1", firstName: "Carol", lastName: "Test" },
      ...{ emailAddress: "carol@acme.test", skills: { English: 5, French: 5 }, capacity: { email: 3 } },
    },
  ],
};
const withheld = { "privilege.email.can-use": "false" };

for (const dialect of dialects) {
  test(`${dialect.name}: who may not use e-mail is offered none, by routing, by an agent or by a supervisor`, async (t) => {
    const at = await desk(t, dialect, withCarol);
    const id = await at.accepted("alice");
    await at.ready("carol", "sam");
    await withSettings(at.centre, "carol", withheld);
    const because = "is not possible: carol is not allowed to use e-mail";
    const transfer = await at.op("alice", id, { operationName: "Transfer", userName: "carol" });
    assert.deepEqual(refusalIn(transfer), [409, 2, `Transfer ${because}`]);
    const bySkill = await at.op("alice", id, { operationName: "Transfer", skill: { name: "French", level: 5 } });
    assert.deepEqual(refusalIn(bySkill), [409, 2, "Transfer is not possible: no agent could ever be offered it"]);
    await at.ready("alice");
    await withSettings(at.centre, "alice", withheld);
    const waiting = await receive(at.centre);
    await readAndRoute(at.centre);
    assert.equal((await load(at.centre, waiting)).state, "Queued", "all who are Ready may not use e-mail");
    const assign = { operationName: "Assign", userName: "carol" };
    const path = `/api/v2/interactions/${waiting}`;
    const assigned = await at.ask({ method: "POST", path, as: "sam", body: assign });
    assert.deepEqual(refusalIn(assigned), [409, 2, `Assign ${because}`]);
    await withSettings(at.centre, "carol", {});
    await route(at.centre);
    assert.equal((await load(at.centre, waiting)).holder, (await at.centre.as("carol")).id);
  });
}
