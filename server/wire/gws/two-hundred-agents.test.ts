import assert from "node:assert/strict";
import { test } from "node:test";
import { type Answer, basic, settingsOf, startHttp, type TestHttp } from "../../adapters/http/http.fixture.ts";
import { load, readAndRoute, receive } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";

// Four agents for each interaction, all at once, over HTTP on a real PostgreSQL: one wins each race, the others learn why.
// POSTROOM_FAULTS=full runs it with 200 agents, as a release must show.

const interactions = process.env["POSTROOM_FAULTS"] === "full" ? 50 : 15;
const agents = Array.from({ length: 4 * interactions }, (_, index) => `agent-${index + 1}`);
const password = "one-for-all-1";

const file = {
  ...settingsOf({ requestRate: 100_000, requestBurst: 100_000 }),
  agents: [
    ...acme.agents,
    ...agents.map((userName) => ({
      ...{ userName, password, firstName: userName, lastName: "Test", emailAddress: `${userName}@acme.test` },
      ...{ roles: ["agent"], skills: { English: 5 }, groups: ["FrontLine"], capacity: { email: 1 } },
    })),
  ],
  workbins: [
    ...["in-progress", "draft", "failed"].map((name) => ({ name, type: "Agent" })),
    { name: "team", type: "AgentGroup" },
  ],
};

type Call = { readonly as: string; readonly path: string; readonly body: object; readonly headers?: object };
type Posts = (call: Call) => Promise<Answer>;

/** A call that was told "not now, nothing happened" (503) is made again, as a client does. */
const posting =
  ({ ask }: TestHttp): Posts =>
  async ({ as, path, body, headers = {} }) => {
    for (;;) {
      const authorization = basic(as, password);
      const remoteAddress = `10.0.0.${as.replace("agent-", "")}`;
      const answer = await ask({ method: "POST", path, body, headers: { authorization, ...headers }, remoteAddress });
      if (answer.status !== 503) return answer;
    }
  };

const codeOf = ({ status, json }: Answer): string => `${json["statusCode"]}/${status}`;
const isDone = ({ status }: Answer): boolean => status === 200;

/** All calls at once. Every loser is told one of these codes. */
async function race(post: Posts, calls: readonly Call[], losing: readonly string[]): Promise<readonly Answer[]> {
  const answers = await Promise.all(calls.map(post));
  for (const answer of answers) assert.ok(isDone(answer) || losing.includes(codeOf(answer)), answer.text);
  return answers;
}

/** Who did it, by interaction; throws unless that is exactly one for each. */
function winners(calls: readonly (Call & { readonly id: string })[], answers: readonly Answer[]) {
  const done = calls.filter((_, index) => answers[index]?.status === 200);
  const byId = Map.groupBy(done, ({ id }) => id);
  for (const { id } of calls) assert.equal(byId.get(id)?.length, 1, `winners of ${id}`);
  return new Map([...byId].map(([id, [winner]]) => [id, winner]));
}

const emails = "/api/v2/me/emails";

test(`${agents.length} agents race on ${interactions} interactions: no double owner, no double send, no lost edit`, async (t) => {
  const http = await startHttp(t, { file });
  const { centre } = http;
  const post = posting(http);
  const owners = async (ids: readonly string[]) => Promise.all(ids.map(async (id) => (await load(centre, id)).holder));
  const userNamed = new Map<string, string>();
  for (const userName of agents) userNamed.set(userName, (await centre.as(userName)).id);

  // Password checks are few at a time; each agent is known afterwards.
  for (let first = 0; first < agents.length; first += 4) {
    for (const body of [
      { operationName: "StartContactCenterSession", channels: ["email"] },
      { operationName: "Ready" },
    ]) {
      const some = agents.slice(first, first + 4).map((as) => post({ as, path: "/api/v2/me", body }));
      const ends = await Promise.all(some);
      assert.ok(ends.every(isDone), ends.find((end) => !isDone(end))?.text);
    }
  }
  const ids: string[] = [];
  for (let count = 0; count < interactions; count++) {
    ids.push(await receive(centre));
    if (count % 5 === 4) await readAndRoute(centre);
  }
  /** Four callers for each interaction, the same agents for none. */
  const everybody = (body: (id: string) => object, path: (id: string) => string) =>
    agents.map((as, index) => {
      const id = ids[index % ids.length] ?? "";
      return { as, id, path: path(id), body: body(id) };
    });

  // Accept: the invited agent in two tabs, and four agents who are not asked.
  const holders = await owners(ids);
  const invited = ids.map((id, index) => ({
    ...{ id, as: agents.find((name) => userNamed.get(name) === holders[index]) ?? "" },
    ...{ path: `${emails}/${id}`, body: { operationName: "Accept" } },
  }));
  const others = everybody(
    () => ({ operationName: "Accept" }),
    (id) => `${emails}/${id}`,
  ).filter(({ as, id }) => !invited.some((one) => one.as === as && one.id === id));
  const accepts = [...invited, ...others, ...invited];
  const accepted = winners(accepts, await race(post, accepts, ["2/409", "3/403", "6/404"]));
  assert.deepEqual(await owners(ids), holders, "the invited agents own them");

  // Pull: everything lies with the team, everybody wants it.
  const place = { operationName: "PlaceInWorkbin", workbinName: "team", agentGroup: "FrontLine" };
  for (const id of ids)
    assert.ok(isDone(await post({ as: accepted.get(id)?.as ?? "", path: `${emails}/${id}`, body: place })));
  const bins = (
    await http.ask({ path: "/api/v2/workbins?fields=id,name", headers: { authorization: basic("agent-1", password) } })
  ).json as { readonly workbins: readonly { readonly id: string; readonly name: string }[] };
  const team = bins.workbins.find(({ name }) => name === "team")?.id;
  const pulls = everybody(
    (id) => ({ operationName: "PullEmail", id }),
    () => `/api/v2/me/workbins/${team}?agentGroup=FrontLine`,
  );
  const pulled = winners(pulls, await race(post, pulls, ["2/409", "6/404", "19/409"]));
  const owner = (id: string): string => String(pulled.get(id)?.as);
  assert.deepEqual(
    await owners(ids),
    ids.map((id) => userNamed.get(owner(id))),
    "who was told so owns it",
  );

  // Save with If-Match: four texts for one version.
  const drafts = new Map<string, string>();
  for (const id of ids) {
    const answer = await post({ as: owner(id), path: `${emails}/${id}`, body: { operationName: "Reply" } });
    drafts.set(id, String(answer.json["replyInteractionId"]));
  }
  const draftOf = (id: string): string => String(drafts.get(id));
  const versions = new Map<string, number>();
  for (const id of ids) versions.set(id, (await load(centre, draftOf(id))).version);
  const saves = ids.flatMap((id) =>
    [1, 2, 3, 4].map((tab) => ({
      ...{ as: owner(id), id, path: `${emails}/${draftOf(id)}`, headers: { "if-match": `"${versions.get(id)}"` } },
      ...{ body: { operationName: "Save", email: { bodyAsPlainText: `from tab ${tab}` } }, tab },
    })),
  );
  const savedBy = winners(saves, await race(post, saves, ["2/409"]));
  for (const id of ids) {
    const { json } = await http.ask({
      path: `${emails}/${draftOf(id)}`,
      headers: { authorization: basic(owner(id), password) },
    });
    const { bodyAsPlainText } = json["email"] as { readonly bodyAsPlainText: string };
    assert.equal(
      bodyAsPlainText,
      (savedBy.get(id) as { body: { email: { bodyAsPlainText: string } } } | undefined)?.body.email.bodyAsPlainText,
    );
  }

  // Send: twice with one key, twice with others.
  const sends = ids.flatMap((id) =>
    ["same", "same", "third", "fourth"].map((key) => ({
      ...{ as: owner(id), id, path: `${emails}/${draftOf(id)}`, headers: { "idempotency-key": `${key}-${id}` } },
      body: { operationName: "Send" },
    })),
  );
  const sent = await race(post, sends, ["2/409", "19/409"]);
  for (const id of ids) {
    const mine = sends.flatMap((send, index) =>
      send.id === id ? [{ key: send.headers["idempotency-key"], answer: sent[index] }] : [],
    );
    const keys = new Set(mine.filter(({ answer }) => answer?.status === 200).map(({ key }) => key));
    assert.equal(keys.size, 1, `keys that sent ${id}`);
    const [winner = ""] = keys;
    const first = mine.find(({ key, answer }) => key === winner && answer?.status === 200);
    const repeated = await post({
      ...{ as: owner(id), path: `${emails}/${draftOf(id)}`, body: { operationName: "Send" } },
      headers: { "idempotency-key": winner },
    });
    assert.equal(repeated.text, first?.answer?.text, "one key, one answer");
  }
  const { rows } = await centre.pool.query(
    "SELECT count(*)::int AS all, count(DISTINCT interaction_id)::int AS mails FROM deliveries",
  );
  assert.deepEqual(rows, [{ all: interactions, mails: interactions }]);
  const sealed = await centre.pool.query(
    "SELECT count(*)::int AS sealed FROM outbox WHERE event ->> 'operation' = 'Send'",
  );
  assert.deepEqual(sealed.rows, [{ sealed: interactions }]);

  // Complete against Transfer, each in two tabs.
  const ends = ids.flatMap((id, index) =>
    [
      { operationName: "Complete" },
      { operationName: "Transfer", userName: another(owner(id), index * 3 + 7) },
      { operationName: "Complete" },
      { operationName: "Transfer", userName: another(owner(id), index * 5 + 11) },
    ].map((body) => ({ as: owner(id), id, path: `${emails}/${id}`, body })),
  );
  const ended = winners(ends, await race(post, ends, ["2/409", "3/403", "6/404"]));
  for (const id of ids) assert.equal((await load(centre, id)).state, stateAfter(ended.get(id)));
});

/** The agent at that place, or the next one where the owner stands there: nobody transfers to oneself. */
const another = (owner: string, place: number): string =>
  [0, 1].map((step) => agents[(place + step) % agents.length] ?? "").find((userName) => userName !== owner) ?? "";

const stateAfter = (winner: Call | undefined): string =>
  winner !== undefined && "userName" in winner.body ? "Invited" : "Completed";
