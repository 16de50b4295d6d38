import assert from "node:assert/strict";
import { test } from "node:test";
import { reject } from "../../operations/email/reject.ts";
import { setReadiness } from "../../operations/session/set-readiness.ts";
import { assign } from "../../operations/supervisor/assign.ts";
import { doneBy, owned, readAndRoute, ready, receive, route } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";
import { type Shown, withSettings } from "../gws/desk.fixture.ts";
import { refusal, startDay } from "../gws/listening.fixture.ts";

test("each offer says who could have got it in which order, who could not and why, and what came of it", async (t) => {
  const { server, centre } = await startDay(t, { file: acme });
  const offersOf = async (id: string): Promise<readonly Shown[]> => {
    const answer = await server.ask({ path: `/api/postroom/v1/interactions/${id}/offers`, as: "sam" });
    assert.equal(answer.status, 200, answer.text);
    return Object(answer.json["offers"]);
  };
  await owned(centre, "alice");
  await ready(centre, "bob", "sam");
  centre.clock.advance(5_000);
  const id = await receive(centre);
  await readAndRoute(centre);
  const [first] = await offersOf(id);
  assert.deepEqual([first.agent, first.by, first.outcome], ["bob", "system", "offered"]);
  assert.deepEqual(
    first.decision.candidates.map((one: Shown) => [one.name, one.score, one.parts.held, one.parts.idleSeconds]),
    [
      ["bob", 1, 0, 5],
      ["alice", 2, 1, 5],
    ],
  );
  assert.deepEqual(
    first.decision.excluded.map((one: Shown) => [one.name, one.reason]),
    [["sam", "skills"]],
  );
  assert.match(first.decision.expression, /English/);
  assert.equal(first.decision.relaxedStep, 0);

  await doneBy(centre, "bob", reject, { target: id, input: {} });
  await route(centre);
  await doneBy(centre, "bob", setReadiness, { input: { state: "NotReady" } });
  await withSettings(centre, "sam", { "privilege.email.can-use": "false" });
  const other = await receive(centre);
  await readAndRoute(centre);
  const [second, before] = await offersOf(id);
  assert.deepEqual([second.agent, before.outcome], ["alice", "rejected"]);
  assert.deepEqual(second.decision.excluded.map((one: Shown) => [one.name, one.reason]).toSorted(), [
    ["bob", "paused"],
    ["sam", "skills"],
  ]);
  const [third] = await offersOf(other);
  assert.deepEqual(third.decision.excluded.map((one: Shown) => [one.name, one.reason]).toSorted(), [
    ["bob", "notReady"],
    ["sam", "privilege"],
  ]);
  await withSettings(centre, "sam", {});
  await doneBy(centre, "sam", assign, { target: id, input: { to: [{ by: "name", value: "bob", path: "$" }] } });
  const [assigned, revoked] = await offersOf(id);
  assert.deepEqual([assigned.by, assigned.decision, revoked.outcome], ["sam", undefined, "revoked"]);
  const unknown = await server.ask({ path: "/api/postroom/v1/interactions/NONE/offers", as: "sam" });
  assert.match(refusal(unknown), /^6/);
});
