import assert from "node:assert/strict";
import { test } from "node:test";
import { setUpStepsAnswer } from "@postroom/contract";
import { startHttp } from "../../adapters/http/http.fixture.ts";
import { receive, sent } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";
import { catchUp } from "../catch-up.ts";

const path = "/api/postroom/v1/setup-steps";

test("an admin sees what is set up by what the store knows; nobody else does", async (t) => {
  const http = await startHttp(t, { file: acme });
  const { centre } = http;
  const steps = async () => {
    const answer = await http.ask({ path, as: "root" });
    assert.equal(answer.status, 200, answer.text);
    return Object.fromEntries(setUpStepsAnswer.parse(answer.json).steps.map(({ id, ...rest }) => [id, rest]));
  };
  const before = await steps();
  assert.deepEqual(before["mailbox"], { state: "done", proof: { name: "support@acme.test", count: 1 } });
  assert.deepEqual(
    ["mail-in", "mail-out", "queue", "agent", "rule", "backup"].map((id) => before[id]?.state),
    ["open", "open", "done", "done", "open", "open"],
  );
  await receive(centre);
  const came = (await steps())["mail-in"];
  assert.deepEqual([came?.state, came?.proof.at], ["done", "2026-11-23T10:18:00.000Z"]);
  assert.match(came?.proof.name ?? "", /@/);
  await sent(centre, "alice");
  assert.equal((await steps())["mail-out"]?.state, "open", "what was not taken is not sent");
  for (const as of ["alice", "sam"]) assert.equal((await http.ask({ path, as })).status, 403);
});

test("a copy that was restored is proved by where its audit ends, and by nothing else", async (t) => {
  const http = await startHttp(t, { file: acme });
  const { centre } = http;
  await receive(centre);
  await catchUp(centre.performing);
  const { seq, hash } = await centre.performing.store.read(({ consistency }) => consistency.chainHead());
  const show = (proof: unknown, as = "root", key?: string) => {
    const headers: Record<string, string> = key === undefined ? {} : { "idempotency-key": key };
    return http.ask({ method: "POST", path: `${path}/backup`, as, body: { proof }, headers });
  };
  for (const wrong of [`${seq}-${"0".repeat(64)}`, `${seq + 9}-${hash}`, `0-${hash}`, "nothing", ""]) {
    const { status, json } = await show(wrong);
    assert.deepEqual([status, Object(json)["statusMessage"]?.startsWith("$.proof: ")], [400, true], wrong);
  }
  assert.equal((await show(`${seq}-${hash}`, "sam")).status, 403);
  const shown = await show(` ${seq}-${hash.toUpperCase()} `, "root", "once");
  assert.equal(shown.status, 200, shown.text);
  const backup = setUpStepsAnswer.parse(shown.json).steps.find(({ id }) => id === "backup");
  assert.deepEqual(backup, { id: "backup", state: "done", proof: { at: "2026-11-23T10:18:00.000Z" } });
  assert.equal((await show(` ${seq}-${hash.toUpperCase()} `, "root", "once")).text, shown.text);
  const { rows } = await centre.pool.query("SELECT event FROM outbox WHERE event ->> 'operation' = 'ProveBackup'");
  assert.deepEqual(
    rows.map(({ event }) => [event.thing, event.name]),
    [["backup", String(seq)]],
  );
});
