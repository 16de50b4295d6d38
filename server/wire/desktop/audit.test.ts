import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { auditAnswer, auditSearchAnswer, auditVerifyAnswer } from "@postroom/contract";
import { startHttp } from "../../adapters/http/http.fixture.ts";
import { owned } from "../../testing/agent-day.ts";
import { acme, testCentre } from "../../testing/centre.ts";
import { catchUp } from "../catch-up.ts";

const path = "/api/postroom/v1/audit";

async function started(t: TestContext, { isChecked = true } = {}) {
  const http = await startHttp(t, { centre: await testCentre(t, acme, { isChecked }) });
  const search = async (query = "", as = "root") => {
    const answer = await http.ask({ path: `${path}${query}`, as });
    assert.equal(answer.status, 200, answer.text);
    return auditSearchAnswer.parse(answer.json);
  };
  const refusal = async (query: string, as = "root") => {
    const { status, json } = await http.ask({ path: `${path}${query}`, as });
    return [status, json["statusCode"]];
  };
  return { http, centre: http.centre, search, refusal };
}

test("the audit is read newest first, with where an interaction was and is, page by page", async (t) => {
  const { http, centre, search } = await started(t);
  const id = await owned(centre, "alice");
  const { audit, nextCursor } = await search();
  assert.equal(nextCursor, undefined);
  const oldestFirst = auditAnswer.parse((await http.ask({ path: "/api/v2/audit?limit=1000", as: "root" })).json).audit;
  const rows = audit.map(({ before: _, after: __, ...row }) => row);
  assert.deepEqual(rows, oldestFirst.toReversed());
  const accepted = audit.find(({ operation }) => operation === "Accept");
  assert.deepEqual(
    [accepted?.by, accepted?.interactionId, accepted?.before?.state, accepted?.after?.state, accepted?.after?.holder],
    ["alice", id, "Invited", "Processing", "alice"],
  );
  const seen: number[] = [];
  let cursor: string | undefined = "";
  while (cursor !== undefined) {
    const page = await search(`?limit=2${cursor}`);
    assert.ok(page.audit.length <= 2);
    seen.push(...page.audit.map(({ seq }) => seq));
    cursor = page.nextCursor && `&cursor=${page.nextCursor}`;
  }
  assert.deepEqual(
    seen,
    audit.map(({ seq }) => seq),
  );
});

test("it is looked through by who did it, to what, what was done, and when", async (t) => {
  const { http, centre, search, refusal } = await started(t);
  const id = await owned(centre, "alice");
  centre.clock.advance(3_600_000);
  const other = await owned(centre, "bob");
  await http.ask({ path: `/api/v2/interactions/${id}/raw`, as: "sam" });
  assert.deepEqual(await refusal("", "alice"), [403, 5]);
  const found = async (query: string) => (await search(query)).audit;
  const ofAlice = await found("?actor=alice");
  assert.ok(ofAlice.length > 0 && ofAlice.every(({ by }) => by === "alice"));
  assert.ok((await found("?actor=system")).every(({ by }) => by === "system"));
  const ofOne = await found(`?object=${id}`);
  assert.deepEqual([...new Set(ofOne.map(({ interactionId }) => interactionId))], [id]);
  assert.deepEqual(ofOne.map(({ operation }) => operation).slice(0, 2), ["Accept", "Invite"]);
  const accepted = await found("?action=Accept");
  assert.deepEqual(
    accepted.map(({ by, interactionId }) => [by, interactionId]),
    [
      ["bob", other],
      ["alice", id],
    ],
  );
  const between = `from=2026-11-23T10:00:00Z&to=2026-11-23T11:00:00Z`;
  assert.deepEqual(
    (await found(`?action=Accept&${between}`)).map(({ interactionId }) => interactionId),
    [id],
  );
  assert.deepEqual(await found("?from=2026-11-24"), []);
  const [refused] = await found("?action=GET");
  assert.deepEqual([refused?.kind, refused?.by, refused?.name], ["AccessRefused", "alice", path]);
  assert.deepEqual(await found(`?object=${encodeURIComponent(path)}`), [refused]);
  assert.deepEqual(
    (await found("?action=ReadRaw")).map(({ by, interactionId }) => [by, interactionId]),
    [["sam", id]],
  );
  assert.deepEqual(await found(`?action=Accept&actor=alice&object=${other}`), []);
  for (const wrong of ["?actor=nobody", "?from=yesterday", "?limit=0", "?cursor=x", "?cursor=1-abc", "?colour=red"]) {
    assert.deepEqual(await refusal(wrong), [400, 10], wrong);
  }
});

test("the chain is hashed anew, part by part; what was changed, taken out or cut off is named", async (t) => {
  const { http, centre } = await started(t, { isChecked: false });
  const verify = async (body: object = {}, as = "root") => {
    const answer = await http.ask({ method: "POST", path: `${path}/verify`, as, body });
    return { ...answer, verified: answer.status === 200 ? auditVerifyAnswer.parse(answer.json) : undefined };
  };
  await owned(centre, "alice");
  await catchUp(centre.performing);
  const { rows } = await centre.pool.query("SELECT max(seq)::int AS last FROM journal");
  const last: number = rows[0].last;
  const whole = (await verify()).verified;
  assert.deepEqual([whole?.ok, whole?.firstBadSeq, whole?.lastSeq], [true, null, last]);
  assert.deepEqual([whole?.checkedTo, whole?.nextCursor], [last, undefined]);
  assert.deepEqual([(await verify({}, "alice")).status, (await verify({ cursor: "1-x" })).status], [403, 400]);
  const { rows: second } = await centre.pool.query("SELECT hash FROM journal WHERE seq = 2");
  const { hash } = second[0];
  assert.equal((await verify({ cursor: `2-${hash}` })).verified?.checkedTo, last);
  assert.equal((await verify({ cursor: `1-${hash}` })).verified?.firstBadSeq, 2, "another place has another hash");
  const { rows: kept } = await centre.pool.query("SELECT json_agg(j)::text AS all FROM journal j");
  const broken = async (change: string) => {
    await centre.pool.query(change);
    const { verified } = await verify();
    await centre.pool.query("DELETE FROM journal");
    await centre.pool.query("INSERT INTO journal SELECT * FROM json_populate_recordset(NULL::journal, $1)", [
      kept[0].all,
    ]);
    return [verified?.ok, verified?.firstBadSeq];
  };
  assert.deepEqual(await broken("UPDATE journal SET actor = 'mallory' WHERE seq = 3"), [false, 3]);
  assert.deepEqual(await broken("DELETE FROM journal WHERE seq = 2"), [false, 2]);
  assert.deepEqual(await broken(`DELETE FROM journal WHERE seq >= ${last}`), [false, last]);
  assert.equal((await verify()).verified?.ok, true);
});
