import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { owned } from "../../testing/agent-day.ts";
import { refusal, startDay } from "../gws/listening.fixture.ts";
import { acmeWithResponses } from "../gws/responses.fixture.ts";

const path = "/api/postroom/v1/macros";

async function desk(t: TestContext) {
  const day = await startDay(t, { file: acmeWithResponses });
  const put = (macros: unknown, headers = {}) =>
    day.server.ask({ as: "alice", method: "PUT", path, body: { macros }, headers });
  const get = async (as = "alice") => (await day.server.ask({ as, path })).json;
  return { ...day, put, get };
}

const complete = { operationName: "Complete" };
const refunded = { operationName: "SetDisposition", disposition: "Refund" };

test("macros are one person's, kept in their order with their ids, and that person's other pages are told", async (t) => {
  const { server, put, get, hear } = await desk(t);
  assert.deepEqual(await get(), { status: "ok", statusCode: 0, macros: [], version: 0 });
  const { text } = await server.ask({ as: "alice", path: "/api/postroom/v1/responses" });
  const responseId = JSON.parse(text).responses[0].id;
  const answer = { operationName: "InsertResponse", responseId };
  await hear("alice", "/postroom/v1/responses");
  const first = await put(
    [
      { name: "Refund", key: "1", steps: [{ operationName: "Reply" }, answer, refunded, { operationName: "Send" }] },
      { name: "Later", key: null, steps: [{ operationName: "Snooze", span: "tomorrow" }] },
    ].map(({ key, ...rest }) => (key === null ? rest : { key, ...rest })),
  );
  assert.deepEqual([first.status, first.headers["etag"]], [200, '"1"'], first.text);
  const kept = await get();
  assert.deepEqual([kept["macros"], kept["version"]], [first.json["macros"], 1]);
  const [refund, later] = [kept["macros"]].flat().map(Object);
  assert.deepEqual(refund.steps.at(-1), { operationName: "Send", complete: true });
  const second = await put([later, refund], { "if-match": '"1"' });
  assert.deepEqual(second.json["macros"], [later, refund]);
  assert.equal(refusal(await put([], { "if-match": '"1"' })), "2/409 version 1 is stale, the present version is 2");
  const told = [first, second].map(({ json: { macros, version } }) => ({ macros, version }));
  assert.deepEqual(await hear("alice", "/postroom/v1/responses"), told);
  assert.deepEqual((await get("bob"))["macros"], []);
});

test("what cannot be in a macro is refused by its field, and changes nothing", async (t) => {
  const { put, get } = await desk(t);
  const one = (...steps: readonly unknown[]) => [{ name: "m", steps }];
  const transfer = (to: object) => one(refunded, { operationName: "Transfer", ...to });
  const cases: readonly (readonly [unknown, string])[] = [
    [one(), "10/400 $.macros[0].steps: at least 1 entry"],
    [one(...Array(21).fill(refunded)), "10/400 $.macros[0].steps: at most 20 entries"],
    [one({ operationName: "Explode" }), '10/400 $.macros[0].steps[0].operationName: unknown operation "Explode"'],
    [one({}), "10/400 $.macros[0].steps[0].operationName: missing"],
    [one({ operationName: "InsertResponse" }), "1/400 $.macros[0].steps[0].responseId: missing"],
    [
      one({ operationName: "InsertResponse", responseId: "NO" }),
      "10/400 $.macros[0].steps[0].responseId: no such standard response",
    ],
    [one(complete, refunded), "10/400 $.macros[0].steps[0].operationName: nothing can follow Complete"],
    [transfer({}), "10/400 $.macros[0].steps[1].queueName: exactly one of queueName and userName"],
    [transfer({ queueName: "nowhere" }), "10/400 $.macros[0].steps[1].queueName: no such queue"],
    [transfer({ userName: "nobody" }), "10/400 $.macros[0].steps[1].userName: no such user"],
    [
      one({ operationName: "PlaceInWorkbin", workbinName: "no" }),
      "10/400 $.macros[0].steps[0].workbinName: no such workbin",
    ],
    [
      [{ name: "m", key: "0", steps: [complete] }],
      '10/400 $.macros[0].key: expected 1 or 2 or 3 or 4 or 5 or 6 or 7 or 8 or 9, got "0"',
    ],
    [[1, 2].map(() => ({ name: "m", key: "3", steps: [complete] })), "10/400 $.macros[1].key: another macro has it"],
    [[{ name: " ", steps: [complete] }], "1/400 $.macros[0].name: missing"],
    [Array(51).fill({ name: "m", steps: [complete] }), "10/400 $.macros: at most 50 entries"],
    [undefined, "1/400 $.macros: missing"],
  ];
  for (const [macros, expected] of cases) assert.equal(refusal(await put(macros)), expected);
  assert.equal((await get())["version"], 0);
});

test("a macro names the group whose shelf of a workbin it means, and can be saved only where it can run", async (t) => {
  const groups = [{ name: "FrontLine" }, { name: "OrderDesk" }, { name: "Night" }];
  const workbins = ["in-progress", "draft", "failed", "team"].map((name) => ({
    ...{ name, type: name === "team" ? "AgentGroup" : "Agent" },
  }));
  const agents = acmeWithResponses.agents.map((one) => ({ ...one, groups: ["FrontLine", "OrderDesk"] }));
  const { server, post, get, centre } = await startDay(t, { file: { ...acmeWithResponses, groups, workbins, agents } });
  const put = (step: object) =>
    server.ask({
      ...{ as: "alice", method: "PUT", path },
      body: { macros: [{ name: "m", steps: [{ operationName: "PlaceInWorkbin", ...step }] }] },
    });
  const at = "10/400 $.macros[0].steps[0].agentGroup:";
  const cases: readonly (readonly [object, string])[] = [
    [{ workbinName: "team" }, `${at} missing: the workbin has a shelf for each group`],
    [{ workbinName: "team", agentGroup: "nobody" }, `${at} no such group`],
    [{ workbinName: "team", agentGroup: "Night" }, `${at} not a group of yours`],
    [{ workbinName: "in-progress", agentGroup: "OrderDesk" }, `${at} the workbin has no shelves of groups`],
    [{ workbinName: "team", agentGroup: "x".repeat(1_001) }, `${at} at most 1000 characters`],
  ];
  for (const [step, expected] of cases) assert.equal(refusal(await put(step)), expected);
  const shelf = { workbinName: "team", agentGroup: "OrderDesk" };
  const saved = await put(shelf);
  assert.equal(saved.status, 200, saved.text);
  const [step] = [Object([saved.json["macros"]].flat()[0]).steps].flat();
  assert.deepEqual(step, { operationName: "PlaceInWorkbin", ...shelf });
  const id = await owned(centre, "alice");
  assert.equal((await post("alice", `/me/emails/${id}`, step)).status, 200);
  const found = Object((await get("alice", "/me/workbins?fields=*")).json).workbins;
  const team = found.find(({ name }: { readonly name: string }) => name === "team");
  const lying = async (group: string) =>
    (await get("alice", `/me/workbins/${team.id}?subresources=emails&agentGroup=${group}`)).text.includes(id);
  assert.deepEqual([await lying("OrderDesk"), await lying("FrontLine")], [true, false]);
});

test("a hold that is refused says which of its operations was", async (t) => {
  const { server, centre } = await desk(t);
  const emailId = await owned(centre, "alice");
  const { json } = await server.ask({ as: "alice", path: `/api/v2/me/emails/${emailId}` });
  const { version } = Object(json["email"]);
  const actions = [
    { emailId, version, ...refunded },
    { emailId, version, operationName: "PlaceInWorkbin", workbinName: "nowhere" },
  ];
  const held = await server.ask({ as: "alice", method: "POST", path: "/api/postroom/v1/holds", body: { actions } });
  assert.deepEqual([held.status, held.json["action"]], [404, 1], held.text);
});
