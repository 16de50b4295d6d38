import assert from "node:assert/strict";
import { test } from "node:test";
import { load, readAndRoute, receive, route } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";
import { type Desk, desk, dialects, refusalIn, withSettings } from "./desk.fixture.ts";

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

/** By the admin, while the user works. wire.md 10.4 */
async function takeFrom({ centre, ask }: Desk, userName: string, body: Readonly<Record<string, string>>) {
  const { id } = await centre.as(userName);
  const { status, text } = await ask({ method: "PUT", path: `/api/v2/users/${id}/settings`, as: "root", body });
  assert.equal(status, 200, text);
}

/** Every operation of an e-mail's holder, with what it must name. */
const onInbound = [
  ...["Reply", "ReplyAll", "Forward", "Complete", "PlaceInWorkbin", "SetInFocus"].map((operationName) => ({
    operationName,
  })),
  { operationName: "AssignContact", contactId: "any" },
  { operationName: "AddComment", comment: "called her" },
];
const onDraft = [
  ...["Save", "Send", "Cancel", "PlaceInWorkbin"].map((operationName) => ({ operationName })),
  ...["AddAttachment", "RemoveAttachment"].map((operationName) => ({ operationName, documentId: "any" })),
];

for (const dialect of dialects) {
  test(`${dialect.name}: who may not use e-mail can do nothing with what is held, and is shown nothing to do`, async (t) => {
    const at = await desk(t, dialect);
    const id = await at.accepted("alice");
    const draft = await at.done("alice", id, { operationName: "Reply" });
    const shelved = await at.done("alice", id, { operationName: "Forward" });
    await at.done("alice", shelved, { operationName: "PlaceInWorkbin" });
    const refused = [403, 5, "using e-mail is not allowed for alice"];
    await takeFrom(at, "alice", withheld);
    for (const [one, bodies] of [
      [id, onInbound],
      [draft, onDraft],
    ] as const) {
      // biome-ignore format: one line
      assert.deepEqual((await at.read("alice", one)).capabilities, []);
      for (const body of bodies)
        assert.deepEqual(refusalIn(await at.op("alice", one, body)), refused, body.operationName);
    }
    const pull = { operationName: "PullEmail", id: shelved };
    const { json } = await at.ask({ path: "/api/v2/me/workbins?fields=*&name=draft", as: "alice" });
    const [{ path }] = json["workbins"] as [{ path: string }];
    assert.deepEqual(
      refusalIn(await at.ask({ method: "POST", path: `/api/v2${path}`, as: "alice", body: pull })),
      refused,
    );
  });

  test(`${dialect.name}: who may not use contacts can assign none`, async (t) => {
    const at = await desk(t, dialect);
    const id = await at.accepted("alice");
    await takeFrom(at, "alice", { "privilege.contact.can-use": "false" });
    assert.equal((await at.read("alice", id)).capabilities.includes("AssignContact"), false);
    const assign = await at.op("alice", id, { operationName: "AssignContact", contactId: "any" });
    assert.deepEqual(refusalIn(assign), [403, 5, "assigning contacts is not allowed for alice"]);
  });
}
