import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { rulesAnswer, rulesReplayAnswer, rulesSimulateAnswer, rulesVocabularyAnswer } from "@postroom/contract";
import { load, owned, readAndRoute, ready, receive } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";
import { refusal, startDay } from "../gws/listening.fixture.ts";
import { nothingOfFile } from "../of-file.ts";

const base = "/api/postroom/v1/rules";

async function desk(t: TestContext, file: object = acme, ofFile = nothingOfFile) {
  const day = await startDay(t, { file, options: { ofFile } });
  const as =
    (user: string) =>
    (method: "GET" | "PUT" | "POST", path: string, body?: object, headers = {}) =>
      day.server.ask({ as: user, method, path: `${base}${path}`, ...(body === undefined ? {} : { body }), headers });
  const ask = as("root");
  const publish = async (rules: readonly object[]) => {
    const draft = await ask("PUT", "/draft", { rules });
    assert.equal(draft.status, 200, draft.text);
    const published = await ask("POST", "/publish");
    assert.equal(published.status, 200, published.text);
  };
  const mail = (subject: string, more: readonly string[] = [], body?: string) =>
    receive(day.centre, {
      headers: ["From: Ann Lee <ann@customer.test>", "To: support@acme.test", `Subject: ${subject}`, ...more],
      ...(body === undefined ? {} : { body }),
    });
  return { ...day, as, ask, publish, mail };
}

const when = (field: string, op: string, value = "") => ({ field, op, value });
const set = (name: string, value: string | number) => ({ set: name, value });
const rule = (id: string, conditions: readonly object[], then: readonly object[], more: object = {}) => ({
  ...{ id, if: conditions, then },
  ...more,
});

test("what rules say of a mail is where it waits, with which priority and skill, and what its data and history tell", async (t) => {
  const { centre, publish, mail, get, ask } = await desk(t);
  await publish([
    rule("plan", [when("header.X-Plan", "is", "gold")], [set("priority", 20)], { continue: true }),
    rule(
      "doubt",
      [when("sender", "isNot", "proven"), when("subject", "has", "bank|refund")],
      [...[set("queue", "general"), set("priority", -3), set("userData.Doubt", "yes")]],
    ),
    rule("french", [when("text", "has", "bonjour")], [set("skill", "French >= 2")]),
  ]);
  const doubted = await mail("New BANK details", ["X-Plan: Gold"]);
  const french = await mail("Question", [], "Bonjour");
  const plain = await mail("Question");
  await readAndRoute(centre);
  const queues = await centre.performing.store.read((reading) => reading.centre.queues());
  const at = async (id: string) => {
    const { queue, position, requirement, userData } = await load(centre, id);
    const name = queues.find(({ id: one }) => one === queue)?.name;
    return [name, position.priority, requirement?.skill?.level, userData["RoutedBy"], userData["Doubt"]];
  };
  assert.deepEqual(await at(doubted), ["general", 17, undefined, "rules 1: plan, doubt", "yes"]);
  assert.deepEqual(await at(french), ["support", 10, 2, "rules 1: french", undefined]);
  assert.deepEqual(await at(plain), ["support", 10, undefined, undefined, undefined]);
  const history = await get("root", `/interactions/${doubted}/history`);
  assert.match(history.text, /rules 1: plan, doubt/);
  const { json } = await ask("GET", "");
  const hits = Object.values(Object(json["rules"])).map((one) => [Object(one).id, Object(one).hitsLastWeek]);
  assert.deepEqual(hits, [
    ["plan", 1],
    ["doubt", 1],
    ["french", 1],
  ]);
});

test("a mail that a rule asks a skill for is offered to who has it", async (t) => {
  const file = {
    ...acme,
    agents: acme.agents.map((one) => ({
      ...one,
      ...(one.userName === "bob" ? { skills: { English: 5, French: 1 } } : {}),
    })),
  };
  const { centre, publish, mail, server } = await desk(t, file);
  await publish([rule("french", [], [set("skill", "French >= 2")])]);
  await ready(centre, "bob");
  const id = await mail("Question");
  await readAndRoute(centre);
  assert.equal((await load(centre, id)).state, "Queued");
  await ready(centre, "alice");
  await readAndRoute(centre);
  const offered = await load(centre, id);
  assert.deepEqual([offered.state, offered.holder], ["Invited", (await centre.as("alice")).id]);
  const { json } = await server.ask({ as: "sam", path: `/api/postroom/v1/interactions/${id}/offers` });
  const { decision } = Object(Object(json["offers"])[0]);
  assert.deepEqual(
    [decision.rulesVersion, decision.excluded.map((one: object) => [Object(one).name, Object(one).reason])],
    [1, [["bob", "requirement"]]],
  );
});

test("drafts route nothing, versions are kept and come back, and a stale one is refused", async (t) => {
  const { centre, ask, as, mail, publish, hear } = await desk(t);
  assert.deepEqual((await ask("GET", "?state=draft")).json, {
    ...{ status: "ok", statusCode: 0, version: 0, rules: [], isChanged: false, source: "page", readOnly: false },
  });
  const general = rule("general", [], [set("queue", "general")]);
  const draft = await ask("PUT", "/draft", { rules: [general] });
  assert.deepEqual([draft.status, draft.headers["etag"]], [200, '"1"'], draft.text);
  const first = await mail("Before");
  await readAndRoute(centre);
  assert.equal((await load(centre, first)).userData["RoutedBy"], undefined);
  assert.equal((await ask("GET", "?state=draft")).json["isChanged"], true);
  const stale = "2/409 version 0 is stale, the present version is 1";
  assert.equal(refusal(await ask("POST", "/publish", {}, { "if-match": '"0"' })), stale);
  assert.equal(refusal(await ask("PUT", "/draft", { rules: [] }, { "if-match": '"0"' })), stale);
  const published = await ask("POST", "/publish", {}, { "if-match": '"1"' });
  assert.equal(published.json["version"], 1);
  assert.deepEqual(await hear("root", "/postroom/v1/admin/rules"), [
    { state: "draft", version: 1 },
    { state: "published", version: 1 },
  ]);
  await publish([]);
  assert.deepEqual((await ask("GET", "")).json["rules"], []);
  const back = await ask("POST", "/revert", { version: 1 });
  assert.equal(Object(Object(back.json["rules"])[0]).id, "general");
  const now = await ask("GET", "?state=draft");
  rulesAnswer.parse(now.json);
  assert.deepEqual(
    [now.json["isChanged"], Object(now.json["published"]).version, Object(now.json["published"]).by],
    [true, 2, "root"],
  );
  assert.deepEqual((await ask("POST", "/revert")).json["rules"], []);
  assert.equal((await ask("GET", "?state=draft")).json["isChanged"], false);
  assert.equal(refusal(await ask("POST", "/revert", { version: 9 })), "6/404 rules not found: 9");
  for (const user of ["alice", "sam"]) {
    assert.equal((await as(user)("GET", "")).status, 403, user);
    assert.equal((await as(user)("PUT", "/draft", { rules: [] })).status, 403, user);
  }
});

test("all that is wrong is refused by its field, and what rules name stays as it is called", async (t) => {
  const { ask, publish, server, get } = await desk(t);
  const wrong = [
    rule("a", [when("colour", "is", "red")], [set("queue", "nowhere"), set("queue", "parked")]),
    rule("b", [when("sender", "is", "provn"), when("spf", "isNot", "pass|passed"), when("queue", "is", "suport")], []),
    rule("a", [], [set("skill", "Law"), set("userData.MailClass", "x"), set("priority", "much")]),
  ];
  const refused = refusal(await ask("PUT", "/draft", { rules: wrong }));
  for (const part of [
    "$.rules[0].if[0].field: no such field",
    "$.rules[0].then[0].value: no such queue: nowhere",
    "$.rules[0].then[1].value: a queue of kind parked is never routed",
    "$.rules[1].if[0].value: never provn; one of proven, unproven, forged",
    "$.rules[1].if[1].value: never passed; one of pass, fail, softfail,",
    "$.rules[1].if[2].value: no such queue: suport",
    "$.rules[2].id: another rule has it",
    "$.rules[2].then[0].value: no such skill: Law",
    "$.rules[2].then[1].value: MailClass is read-only for rules",
    "$.rules[2].then[2].value: a whole number",
  ]) {
    assert.ok(refused.startsWith("10/400") && refused.includes(part), `${part} not in ${refused}`);
  }
  assert.match(refusal(await ask("PUT", "/draft", { rules: [{ id: "ä" }] })), /10\/400 \$\.rules\[0\]\.id/);
  assert.deepEqual((await ask("GET", "?state=draft")).json["version"], 0);
  await publish([rule("doubt", [], [set("queue", "general"), set("skill", "French >= 2")])]);
  const path = Object(JSON.parse((await get("root", "/queues?fields=*")).text).queues).find(
    (one: object) => Object(one).name === "general",
  ).path;
  const removed = await server.ask({ as: "root", method: "DELETE", path: `/api/v2${path}` });
  assert.match(refusal(removed), /19\/409 .*the routing rules doubt name it/);
  const renamed = await server.ask({ as: "root", method: "PUT", path: `/api/v2${path}`, body: { name: "other" } });
  assert.match(refusal(renamed), /19\/409 .*the routing rules doubt name it/);
  await publish([rule("asks", [when("queue", "isNot", "support|General")], [set("priority", 5)])]);
  const asked = await server.ask({ as: "root", method: "PUT", path: `/api/v2${path}`, body: { name: "other" } });
  assert.match(refusal(asked), /19\/409 .*the routing rules asks name it/);
});

test("a simulation shows the way of a mail, what each condition saw, and who would be offered it; nothing changes", async (t) => {
  const { centre, ask, mail } = await desk(t);
  const rules = [
    rule("forged", [when("dmarc", "is", "fail")], [set("queue", "general")]),
    rule("plan", [when("header.X-Plan", "is", "gold"), when("from", "is", "@customer.test")], [set("priority", 5)]),
  ];
  assert.equal((await ask("PUT", "/draft", { rules })).status, 200);
  await ready(centre, "alice");
  const message = { from: "Ann <ann@customer.test>", to: "support@acme.test", subject: "Hello" };
  const honest = await ask("POST", "/simulate", { message: { ...message, headers: { "X-Plan": "Gold" } } });
  const first = rulesSimulateAnswer.parse(honest.json);
  assert.deepEqual(first.path, [
    { ruleId: "forged", matched: false, conditions: [{ matched: false, saw: [] }] },
    {
      ...{ ruleId: "plan", matched: true },
      conditions: [
        { matched: true, saw: ["Gold"] },
        { matched: true, saw: ["ann@customer.test"] },
      ],
    },
  ]);
  assert.deepEqual(first.result, { queue: "support", priority: 15, userData: {} });
  assert.deepEqual(
    first.offer.candidates.map(({ name }) => name),
    ["alice"],
  );
  const forged = await ask("POST", "/simulate", { message: { ...message, senderVerdict: { dmarc: "fail" } } });
  assert.deepEqual([Object(forged.json["result"]).queue, Object(forged.json["path"]).length], ["general", 1]);
  const id = await owned(centre, "alice", {
    headers: ["From: ann@customer.test", "To: support@acme.test", "X-Plan: =?utf-8?Q?gold?=", "Subject: Hi"],
  });
  const before = await load(centre, id);
  const received = await ask("POST", "/simulate", { interactionId: id });
  assert.deepEqual(Object(received.json["result"]).priority, 15, received.text);
  assert.deepEqual(rulesSimulateAnswer.parse(received.json).path[1]?.conditions[0]?.saw, ["gold"]);
  assert.deepEqual(await load(centre, id), before);
  const published = await ask("POST", "/simulate", { interactionId: id, rules: "published" });
  assert.deepEqual(published.json["path"], []);
  assert.equal((await ask("POST", "/simulate", { interactionId: "NO" })).status, 404);
  assert.match(refusal(await ask("POST", "/simulate", { message: { ...message, from: "nobody" } })), /message\.from/);
  assert.equal(
    refusal(await ask("POST", "/simulate", { message: { ...message, to: ["support@acme.test", "ann@"] } })),
    '10/400 $.message.to[1]: not an e-mail address: "ann@"',
  );
  assert.match(refusal(await ask("POST", "/simulate", {})), /exactly one of interactionId, message and eml/);
  await mail("Last");
});

test("a provisioning file gives rules: they count from the first mail, stay where they say the same, and wrong ones are refused", async (t) => {
  const rules = [rule("general", [when("class", "is", "human")], [set("queue", "general")])];
  const { centre, ask, mail } = await desk(t, { ...acme, rules });
  const id = await mail("First");
  await readAndRoute(centre);
  assert.equal((await load(centre, id)).userData["RoutedBy"], "rules 1: general");
  const { json } = await ask("GET", "");
  assert.deepEqual([json["version"], Object(json["published"]).by], [1, "provisioning"]);
});

test("rules that a provisioning file gives are shown with their source and changed by nobody else; they can still be tried", async (t) => {
  const rules = [rule("general", [when("class", "is", "human")], [set("queue", "general")])];
  const { ask } = await desk(t, { ...acme, rules }, { ...nothingOfFile, rules: true });
  const { json } = await ask("GET", "");
  assert.deepEqual([json["source"], json["readOnly"]], ["file", true]);
  const words = "11/400 $.rules: read-only, the provisioning file gives them: change them there";
  assert.equal(refusal(await ask("PUT", "/draft", { rules: [] })), words);
  assert.equal(refusal(await ask("POST", "/publish", {})), words);
  assert.equal(refusal(await ask("POST", "/revert", {})), words);
  assert.deepEqual((await ask("GET", "")).json["version"], 1);
  const message = { from: "ann@customer.test", to: "support@acme.test" };
  const tried = await ask("POST", "/simulate", { rules: "published", message });
  assert.equal(Object(tried.json["result"]).queue, "general", tried.text);
});

test("whoever writes rules reads what they may ask and name", async (t) => {
  const { ask, as } = await desk(t);
  const { fields, families, queues, skills } = rulesVocabularyAnswer.parse((await ask("GET", "/vocabulary")).json);
  const wordsOf = (name: string) => fields.find((one) => one.name === name)?.words;
  assert.deepEqual([wordsOf("subject"), wordsOf("isReply")], [undefined, ["yes", "no"]]);
  assert.ok(wordsOf("queue")?.includes("parked"));
  assert.deepEqual(families, ["header", "contact", "userData"]);
  assert.deepEqual(skills, ["English", "French", "QA"]);
  assert.deepEqual(queues.includes("general") && !queues.includes("parked"), true);
  assert.equal((await as("sam")("GET", "/vocabulary")).status, 403);
});

test("what the draft would make of last week's mail is asked page by page, and nothing changes", async (t) => {
  const { centre, ask, as, mail, publish } = await desk(t);
  await publish([rule("gold", [when("header.X-Plan", "is", "gold")], [set("priority", 5)])]);
  const gold = await mail("Gold", ["X-Plan: gold"]);
  const refund = await mail("My refund");
  await mail("Hello");
  await mail("Away", ["Auto-Submitted: auto-replied"]);
  await readAndRoute(centre);
  const draft = [
    rule("gold", [when("header.X-Plan", "is", "gold")], [set("priority", 7)]),
    rule("refund", [when("subject", "has", "refund")], [set("queue", "general"), set("skill", "French >= 2")]),
    rule("same", [when("subject", "is", "hello")], [set("queue", "support")]),
  ];
  assert.equal((await ask("PUT", "/draft", { rules: draft })).status, 200);
  const before = await load(centre, refund);
  const answer = await ask("POST", "/replay", {});
  const { asked, moved, nextCursor } = rulesReplayAnswer.parse(answer.json);
  assert.deepEqual([asked, nextCursor], [3, undefined], answer.text);
  const of = (id: string) => moved.find(({ interactionId }) => interactionId === id);
  assert.deepEqual(moved.map(({ interactionId }) => interactionId).toSorted(), [refund, gold].toSorted());
  assert.deepEqual([of(gold)?.before.priority, of(gold)?.after.priority, of(gold)?.after.rules], [15, 17, ["gold"]]);
  assert.deepEqual(of(refund)?.before, { queue: "support", priority: 10, userData: {}, rules: [] });
  assert.deepEqual([of(refund)?.after.queue, of(refund)?.after.skill], ["general", "French >= 2"]);
  assert.deepEqual(await load(centre, refund), before);
  for (let index = 0; index < 100; index++) await mail(`More refund ${index}`);
  await readAndRoute(centre);
  const first = rulesReplayAnswer.parse((await ask("POST", "/replay", {})).json);
  const rest = rulesReplayAnswer.parse((await ask("POST", "/replay", { cursor: first.nextCursor })).json);
  const all = [...first.moved, ...rest.moved].map(({ interactionId }) => interactionId);
  assert.deepEqual(
    [first.asked + rest.asked, all.length, new Set(all).size, rest.nextCursor],
    [103, 102, 102, undefined],
  );
  assert.match(refusal(await ask("POST", "/replay", { cursor: "x" })), /10\/400 \$\.cursor/);
  assert.equal((await as("sam")("POST", "/replay", {})).status, 403);
});
