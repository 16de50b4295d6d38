import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { configQueuesAnswer } from "@postroom/contract";
import { startHttp } from "../../adapters/http/http.fixture.ts";
import { acme } from "../../testing/centre.ts";
import { refusal } from "../gws/listening.fixture.ts";
import { nothingOfFile } from "../of-file.ts";

const path = "/api/postroom/v1/config/queues";

async function started(t: TestContext, ofFile = nothingOfFile) {
  const http = await startHttp(t, { file: acme, options: { ofFile } });
  const ask =
    (as: string) =>
    (method: string, below: string, body?: object, headers = {}) =>
      http.ask({ method, path: `${path}${below}`, as, headers, ...(body === undefined ? {} : { body }) });
  const root = ask("root");
  const queue = async (name: string) => {
    const { queues } = configQueuesAnswer.parse((await root("GET", "")).json);
    return queues.find((one) => one.name === name) ?? assert.fail(`no queue ${name}`);
  };
  return { http, as: ask, root, queue };
}

const office = [
  { from: "08:00", to: "12:00" },
  { from: "13:00", to: "17:30" },
];

test("an admin sees how queues are configured, changes one as a whole, and the audit names it", async (t) => {
  const { http, root, queue } = await started(t);
  const before = await queue("support");
  assert.deepEqual(
    [before.kind, before.source, before.readOnly, before.builtIn, before.mailboxes.map(({ address }) => address)],
    ["inbound", "page", false, false, ["support@acme.test"]],
  );
  assert.deepEqual([(await queue("parked")).builtIn, (await queue("parked")).routing], [true, undefined]);
  const hours = {
    timeZone: "Europe/Madrid",
    monday: office,
    friday: [{ from: "09:00", to: "24:00" }],
    holidays: ["2026-12-25"],
  };
  const change = {
    ...before,
    ...{ description: "Customers", invitationTimeout: 45, sla: { replySeconds: 14_400, targetPercent: 85 }, hours },
    routing: {
      ...{ skills: "English >= 2", priority: 12, lastAgent: true, relax: [{ after: 60, skills: "" }] },
      overflow: { after: 600, queue: "general" },
    },
    recipientGuard: { addressBounced: "block" },
  };
  const changed = await root("PUT", `/${before.id}`, change, { "if-match": `"${before.version}"` });
  assert.equal(changed.status, 200, changed.text);
  assert.equal(changed.json["version"], before.version + 1);
  const after = await queue("support");
  const days = {
    monday: office,
    tuesday: [],
    wednesday: [],
    thursday: [],
    friday: hours.friday,
    saturday: [],
    sunday: [],
  };
  assert.deepEqual(after, { ...change, hours: { ...hours, ...days }, version: before.version + 1 });
  const again = await root("PUT", `/${before.id}`, after);
  assert.equal(again.json["version"], after.version, "the same again changes nothing");
  const { sla: _, hours: __, routing: ___, invitationTimeout: ____, recipientGuard: _____, ...bare } = after;
  assert.equal((await root("PUT", `/${before.id}`, bare)).status, 200);
  const { sla, hours: noHours, routing, invitationTimeout, recipientGuard } = await queue("support");
  assert.deepEqual([sla, noHours, invitationTimeout, recipientGuard], [undefined, undefined, undefined, undefined]);
  assert.deepEqual(routing, { skills: "", priority: 0, relax: [], lastAgent: false });
  const audit = await http.ask({ path: "/api/postroom/v1/audit?object=support", as: "root" });
  const rows = [audit.json["audit"]].flat().map((row) => [Object(row).operation, Object(row).by]);
  assert.deepEqual(rows.slice(0, 2), [
    ["ChangeQueue", "root"],
    ["ChangeQueue", "root"],
  ]);
});

test("a queue is added and removed; what is wrong is told all at once, by its field", async (t) => {
  const { root, as, queue } = await started(t);
  const made = await root("POST", "", { name: "vip", sla: { replySeconds: 3_600 } });
  assert.equal(made.status, 200, made.text);
  const vip = await queue("vip");
  assert.deepEqual([vip.version, vip.sla], [1, { replySeconds: 3_600, targetPercent: 90 }]);
  const put = (body: object, headers = {}) => root("PUT", `/${vip.id}`, { name: "vip", ...body }, headers);
  const wrong = await put({
    sla: { replySeconds: 0 },
    hours: { timeZone: "Mars", monday: [{ from: "9", to: "10:00" }] },
    colour: "red",
  });
  assert.deepEqual(
    [wrong.status, [wrong.json["problems"]].flat().map((one) => Object(one).path)],
    [400, ["$.sla.replySeconds", "$.hours.timeZone", "$.hours.monday[0].from", "$.colour"]],
  );
  assert.equal(refusal(await put({ routing: { skills: "Golf" } })), "10/400 $.routing.skills: no such skill: Golf");
  assert.match(refusal(await put({ acknowledgement: { response: "none" } })), /no such standard response: none/);
  assert.match(
    refusal(await put({ routing: { overflow: { after: 5, queue: "vip" } } })),
    /cannot overflow into itself/,
  );
  assert.match(refusal(await put({}, { "if-match": '"7"' })), /2\/409 version 7 is stale, the present version is 1/);
  assert.match(refusal(await root("POST", "", { name: "vip" })), /18\/409/);
  assert.equal((await queue("vip")).version, 1);
  assert.equal((await root("DELETE", `/${vip.id}`)).status, 200);
  assert.equal((await root("DELETE", `/${vip.id}`)).status, 404);
  for (const user of ["alice", "sam"]) {
    assert.equal((await as(user)("GET", "")).status, 403, user);
    assert.equal((await as(user)("POST", "", { name: "mine" })).status, 403, user);
  }
});

test("a queue that the provisioning file names is shown with its source, and changed by nobody here", async (t) => {
  const { root, queue } = await started(t, { ...nothingOfFile, queues: new Set(["support"]) });
  const support = await queue("support");
  assert.deepEqual([support.source, support.readOnly, (await queue("general")).readOnly], ["file", true, false]);
  const words = "11/400 $: read-only, the provisioning file names support: change it there";
  assert.equal(refusal(await root("PUT", `/${support.id}`, { ...support, description: "x" })), words);
  assert.equal(refusal(await root("DELETE", `/${support.id}`)), words);
});
