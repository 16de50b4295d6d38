import assert from "node:assert/strict";
import { test } from "node:test";
import { runDue } from "../../loops/clock.ts";
import { logOut } from "../../operations/session/log-out.ts";
import { doneBy, load, route } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";
import { type Desk, desk, dialects, refusalIn, type Shown } from "./desk.fixture.ts";

const transfer = (body: object) => ({ operationName: "Transfer", ...body });
const emailIn = (told: Shown): Shown => told.email ?? told;
const queueNamed = async ({ centre }: Desk, name: string) =>
  (await centre.performing.store.read((reading) => reading.centre.queueNamed(name)))?.id;

/** Carol speaks French at level 4 and no English; dan is in no group and has no skill. */
const more = {
  ...acme,
  agents: [
    ...acme.agents,
    ...[{ userName: "carol", skills: { French: 4 } }, { userName: "dan" }].map((agent) => ({
      ...{ password: `${agent.userName}-demo-1`, firstName: agent.userName, lastName: "Test" },
      ...agent,
      capacity: { email: 3 },
    })),
  ],
};

for (const dialect of dialects) {
  const given = dialect.name === "A" ? "Transferred" : "Completed";
  const work = (isDraft: boolean) => (isDraft ? (dialect.name === "A" ? "ReplyCreated" : "Composing") : "Processing");

  test(`${dialect.name}: an e-mail handed to an agent is offered to them alone, and the one who gave it is told that it is gone`, async (t) => {
    const at = await desk(t, dialect);
    const id = await at.accepted("alice");
    await at.ready("bob", "sam");
    await at.heard("alice");
    const answer = await at.op("alice", id, transfer({ userName: "sam", comment: "you know her" }));
    assert.deepEqual(Object.keys(answer.json), ["status", "statusCode", "referenceId"]);
    const [lost, ...others] = await at.heard("alice");
    assert.deepEqual(others, []);
    const gone = emailIn(lost);
    assert.deepEqual(
      [gone.state, gone.reason, gone.capabilities, gone.assignedTo, lost.referenceId],
      [given, "Transferred", [], undefined, answer.json["referenceId"]],
    );
    const offered = (await at.heard("sam")).at(-1);
    const invitation = emailIn(offered);
    assert.deepEqual(
      [invitation.id, invitation.state, invitation.capabilities, invitation.assignedTo, "referenceId" in offered],
      [id, "Invited", ["Accept", "Reject"], "sam", false],
    );
    assert.deepEqual(
      invitation.comments.map(({ by, text }: Record<string, string>) => [by, text]),
      [["alice", "you know her"]],
    );
    assert.deepEqual(await at.heard("bob"), []);
    await at.done("sam", id, { operationName: "Accept" });
    assert.equal((await at.read("sam", id)).state, "Processing");
  });

  test(`${dialect.name}: readiness, skills and capacity of the target do not count; every key names them`, async (t) => {
    const at = await desk(t, dialect, more);
    await at.ready("carol", "dan");
    const dan = await at.centre.as("dan");
    const host = "http://old-host/api/v2";
    for (const keys of [
      { userId: dan.id },
      { userUri: `${host}/users/${dan.id}` },
      { targetUri: `/users/${dan.id}/` },
      { userUri: dan.id },
      { userUri: `users/${dan.id}?x=/queues/1` },
      { targetPath: `/users/${dan.id}` },
      { targetId: dan.id },
      { userName: "DAN", userId: dan.id, targetUri: `${host}/users/${dan.id}` },
    ]) {
      const id = await at.done("alice", "", { operationName: "Create" });
      await at.done("alice", id, transfer(keys));
      const { state, holder, direct } = await load(at.centre, id);
      assert.deepEqual([state, holder, direct], ["Invited", dan.id, true], JSON.stringify(keys));
    }
  });

  test(`${dialect.name}: declined or expired, an e-mail is back at its place in its queue`, async (t) => {
    const at = await desk(t, dialect);
    const id = await at.accepted("alice");
    const before = await load(at.centre, id);
    await at.ready("sam");
    at.centre.clock.advance(5_000);
    await at.done("alice", id, transfer({ userName: "sam" }));
    await at.done("sam", id, { operationName: "Reject" });
    const declined = await load(at.centre, id);
    assert.deepEqual([declined.state, declined.queue, declined.position], ["Queued", before.queue, before.position]);
    await route(at.centre);
    await at.done("alice", id, { operationName: "Accept" });
    at.centre.clock.advance(10_000);
    await at.done("alice", id, transfer({ userName: "sam" }));
    at.centre.clock.advance(29_999);
    await runDue(at.centre.performing);
    assert.equal((await load(at.centre, id)).state, "Invited", "never early");
    at.centre.clock.advance(1);
    await runDue(at.centre.performing);
    const expired = await load(at.centre, id);
    assert.deepEqual([expired.state, expired.queue, expired.position], ["Queued", before.queue, before.position]);
    const told = emailIn((await at.heard("sam")).at(-1));
    assert.deepEqual([told.state, told.reason], ["Revoked", "InvitationExpired"]);
  });

  test(`${dialect.name}: a draft that its new agent declines, lets expire or logs out of is in the workbin of who handed it over`, async (t) => {
    const at = await desk(t, dialect);
    await at.ready("alice");
    const alice = await at.centre.as("alice");
    const ends = [
      () => at.done("sam", id, { operationName: "Reject" }),
      async () => {
        at.centre.clock.advance(30_000);
        await runDue(at.centre.performing);
      },
      () => doneBy(at.centre, "sam", logOut, { input: {} }),
    ];
    let id = "";
    for (const end of ends) {
      await at.ready("sam");
      id = await at.done("alice", "", { operationName: "Create" });
      await at.done("alice", id, transfer({ userName: "sam" }));
      await end();
      const { state, shelf } = await load(at.centre, id);
      assert.deepEqual([state, shelf?.name, shelf?.owner], ["InWorkbin", "draft", alice.id]);
    }
    await at.ready("sam");
    const routed = await at.done("alice", "", { operationName: "Create", queueName: "general" });
    await at.done("alice", routed, transfer({ userName: "sam" }));
    await at.done("sam", routed, { operationName: "Reject" });
    assert.deepEqual((await load(at.centre, routed)).state, "Queued", "its queue is routed");
    await route(at.centre);
    assert.equal((await load(at.centre, routed)).holder, alice.id);
    await at.done("alice", routed, { operationName: "Accept" });
    assert.equal((await at.read("alice", routed)).state, work(true));
  });

  test(`${dialect.name}: only those with the skill at its level are offered it, drafts too, until somebody accepts`, async (t) => {
    const at = await desk(t, dialect, more);
    const id = await at.accepted("alice");
    await at.ready("bob", "carol", "dan");
    const draft = await at.done("alice", id, { operationName: "Reply" });
    await at.heard("alice");
    const skill = { name: "French", level: 3 };
    for (const [one, isDraft] of [
      [id, false],
      [draft, true],
    ] as const) {
      await at.done("alice", one, transfer({ skill, queueName: "general" }));
      const lost = emailIn((await at.heard("alice")).at(-1));
      assert.deepEqual([lost.state, lost.reason], [given, "Transferred"]);
      const waiting = await load(at.centre, one);
      assert.deepEqual(
        [waiting.state, waiting.queue, waiting.position.enqueuedAt],
        ["Queued", await queueNamed(at, "general"), at.centre.clock.steady()],
      );
      await route(at.centre);
      const invitation = emailIn((await at.heard("carol")).at(-1));
      assert.deepEqual([invitation.id, invitation.state], [one, "Invited"]);
      await at.done("carol", one, { operationName: "Accept" });
      assert.equal((await at.read("carol", one)).state, work(isDraft));
      assert.equal((await load(at.centre, one)).requirement, undefined);
    }
    assert.deepEqual([await at.heard("bob"), await at.heard("dan")], [[], []]);
  });

  test(`${dialect.name}: a group's members alone are offered it, and not the one who placed it for a while`, async (t) => {
    const at = await desk(t, dialect, more);
    const id = await at.accepted("alice");
    await at.ready("carol", "dan");
    await at.done("alice", id, transfer({ agentGroup: "FrontLine" }));
    await route(at.centre);
    const support = await queueNamed(at, "support");
    const waiting = await load(at.centre, id);
    assert.deepEqual([waiting.state, waiting.queue], ["Queued", support], "the last queue it was routed in");
    at.centre.clock.advance(10_001);
    await route(at.centre);
    assert.equal((await load(at.centre, id)).holder, (await at.centre.as("alice")).id, "afterRejectPause is over");
  });

  test(`${dialect.name}: a queue alone takes it under its own rules, at its end`, async (t) => {
    const at = await desk(t, dialect, more);
    const general = await queueNamed(at, "general");
    const id = await at.accepted("alice");
    await at.ready("dan");
    for (const keys of [
      { queueName: "general" },
      { queueUri: `/queues/${general}` },
      { queueId: general },
      { targetUri: `http://x/api/v2/queues/${general}` },
      { targetPath: `/queues/${general}`, queueName: "general" },
      { targetId: general },
    ]) {
      const draft = await at.done("alice", id, { operationName: "Reply" });
      await at.done("alice", draft, transfer(keys));
      const { state, queue, requirement } = await load(at.centre, draft);
      assert.deepEqual([state, queue, requirement], ["Queued", general, undefined], JSON.stringify(keys));
    }
    await route(at.centre);
    assert.ok((await at.heard("dan")).length === 3, "as many as dan can hold");
  });

  test(`${dialect.name}: a draft goes to its parent's queue, one without a parent to its From mailbox's`, async (t) => {
    const mailboxes = [...acme.mailboxes, { address: "sales@acme.test", name: "Sales", queue: "general" }];
    const at = await desk(t, dialect, { ...acme, mailboxes });
    const id = await at.accepted("alice");
    const draft = await at.done("alice", id, { operationName: "Reply" });
    await at.done("alice", draft, transfer({ skill: "French" }));
    assert.equal((await load(at.centre, draft)).queue, await queueNamed(at, "support"));
    const email = { from: "sales@acme.test" };
    const created = await at.done("alice", "", { operationName: "Create", email });
    await at.done("alice", created, transfer({ agentGroup: "FrontLine" }));
    assert.equal((await load(at.centre, created)).queue, await queueNamed(at, "general"));
  });

  test(`${dialect.name}: every refusal of Transfer has its code and words, and changes nothing`, async (t) => {
    const at = await desk(t, dialect, more);
    const id = await at.accepted("alice");
    await at.ready("sam");
    const [bob, general] = [(await at.centre.as("bob")).id, await queueNamed(at, "general")];
    const before = await load(at.centre, id);
    const only = "only one target is allowed";
    const table: readonly (readonly [object, number, number, string])[] = [
      [{}, 400, 1, "$.userUri: missing (or another target)"],
      [{ userName: "", queueName: "" }, 400, 1, "$.userUri: missing (or another target)"],
      [{ userUri: `/users/${bob}`, skill: "French" }, 400, 2, `$.userUri: ${only}`],
      [{ userName: "bob", queueName: "general" }, 400, 2, `$.userName: ${only}`],
      [{ skill: "French", agentGroup: "FrontLine" }, 400, 2, `$.skill: ${only}`],
      [{ targetId: bob, agentGroup: "FrontLine" }, 400, 2, `$.targetId: ${only}`],
      [{ targetUri: `/users/${bob}`, queueId: general }, 400, 2, `$.targetUri: ${only}`],
      [{ targetUri: `/users/${bob}`, targetId: general }, 400, 2, `$.targetUri: ${only}`],
      [{ userName: "sam", userId: bob }, 400, 2, "$.userName: names another user than $.userId"],
      [{ userName: "nobody" }, 404, 6, "user not found: nobody"],
      [{ userId: "0" }, 404, 6, "user not found: 0"],
      [{ targetId: "0" }, 404, 6, "user not found: 0"],
      [{ targetUri: "/queues/0" }, 404, 6, "queue not found: 0"],
      [{ userUri: `/queues/${bob}` }, 404, 6, `user not found: /queues/${bob}`],
      [{ queueUri: `http://x/api/v2/users/${general}` }, 404, 6, `queue not found: http://x/api/v2/users/${general}`],
      [{ targetUri: `/skills/${bob}` }, 404, 6, `user not found: /skills/${bob}`],
      [{ skill: { uri: `/groups/0` } }, 404, 6, "skill not found: /groups/0"],
      [{ queueName: "suport" }, 404, 6, "queue not found: suport"],
      [{ queueName: "suport", skill: "French" }, 404, 6, "queue not found: suport"],
      [{ skill: "Frnch" }, 404, 6, "skill not found: Frnch"],
      [{ skill: { uri: "/skills/0" } }, 404, 6, "skill not found: 0"],
      [{ agentGroup: "BackLine" }, 404, 6, "group not found: BackLine"],
      [{ userName: "alice" }, 400, 10, "$.userName: not to oneself"],
      [{ userName: "root" }, 400, 10, "$.userName: root is not an agent"],
      [{ userName: "bob" }, 409, 2, "Transfer is not possible: bob is not logged in"],
      [{ queueName: "email-drafts" }, 400, 2, "$.queueName: Transfer cannot use the draft queue email-drafts"],
      [{ queueName: "email-outbound" }, 400, 2, "$.queueName: Transfer cannot use the outbound queue email-outbound"],
      [{ skill: "QA" }, 409, 2, "Transfer is not possible: no agent could ever be offered it"],
      [{ skill: { name: "French", level: 5 } }, 409, 2, "Transfer is not possible: no agent could ever be offered it"],
      [{ skill: { name: "French", level: 3 } }, 409, 2, "Transfer is not possible: no agent could ever be offered it"],
      [{ skill: {} }, 400, 1, "$.skill.name: missing"],
      [{ skill: 5 }, 400, 10, "$.skill: expected string or object, got number"],
      [{ skill: { name: "French", level: "3" } }, 400, 10, "$.skill.level: expected number, got string"],
      [{ skill: { name: "French", level: 0 } }, 400, 10, "$.skill.level: at least 1"],
      [{ userName: "sam", comment: "x".repeat(10_001) }, 400, 10, "$.comment: at most 10000 characters"],
    ];
    for (const [body, ...refusal] of table) {
      assert.deepEqual(refusalIn(await at.op("alice", id, transfer(body))), refusal, JSON.stringify(body));
    }
    const to = transfer({ userName: "sam" });
    assert.deepEqual(refusalIn(await at.op("alice", "NOSUCH", to)), [404, 6, "interaction not found: NOSUCH"]);
    const another = "Transfer is not possible: the interaction is held by another user";
    assert.deepEqual(refusalIn(await at.op("bob", id, to)), [403, 3, another]);
    assert.equal((await at.op("root", id, to)).json["statusCode"], 5);
    const stale = refusalIn(await at.op("alice", id, to, { "If-Match": '"1"' }));
    assert.deepEqual(stale, [409, 2, "version 1 is stale, the present version is 3"]);
    assert.deepEqual(await load(at.centre, id), before);
    await at.done("alice", id, to);
    const again = "Transfer is not possible: the interaction is Invited";
    assert.deepEqual(refusalIn(await at.op("alice", id, to)), [409, 2, again]);
  });
}
