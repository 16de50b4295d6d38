import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { runDue } from "../../loops/clock.ts";
import { setReadiness } from "../../operations/session/set-readiness.ts";
import { take } from "../../operations/supervisor/take.ts";
import { pull } from "../../operations/workbin/pull.ts";
import { doneBy, drafted, load, owned, readAndRoute, receive } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";
import type { Shown } from "../gws/desk.fixture.ts";
import { refusal, startDay } from "../gws/listening.fixture.ts";

const base = "/api/postroom/v1";
const minute = 60_000;

/** Alice owns Ann's mail. */
async function desk(t: TestContext) {
  const day = await startDay(t, { file: acme });
  const { server, centre } = day;
  const mail = await owned(centre, "alice", {
    headers: ["From: ann@customer.test", "Subject: Order", "Message-ID: <first@customer.test>"],
  });
  const path = `${base}/interactions/${mail}/snooze`;
  const after = (ms: number) => new Date(centre.clock.wall() + ms).toISOString();
  const put = (body: object, as = "alice", more: object = {}) => server.ask({ method: "PUT", path, as, body, ...more });
  const asleep = async (body: object = {}): Promise<Shown> => {
    const answer = await put({ until: after(minute), ...body });
    assert.equal(answer.status, 200, answer.text);
    return answer.json["snooze"];
  };
  const wake = (as = "alice") => server.ask({ method: "DELETE", path, as });
  const state = async () => {
    const { state, holder, shelf, snooze } = await load(centre, mail);
    return [state, holder === undefined ? undefined : "held", shelf?.name, snooze?.isDue];
  };
  const later = async (ms: number) => {
    centre.clock.advance(ms);
    await runDue(centre.performing);
  };
  const told = async (): Promise<readonly Shown[]> =>
    (await day.hear("alice", "/postroom/v1/me/snoozes")).map(({ snooze }: Shown) => snooze);
  const snoozes = async (): Promise<Shown> =>
    (await server.ask({ path: `${base}/me/snapshot`, as: "alice" })).json["snoozes"];
  return { ...day, mail, after, put, asleep, wake, state, later, told, snoozes };
}

test("what is put off lies on its owner's shelf, and is offered to them at its time and not before", async (t) => {
  const { asleep, state, later, told, snoozes, mail, after, get } = await desk(t);
  const until = after(minute);
  const snooze = await asleep();
  assert.deepEqual(
    [snooze.interactionId, snooze.state, snooze.until, snooze.wakeOnReply],
    [mail, "asleep", until, true],
  );
  assert.deepEqual(await state(), ["InWorkbin", undefined, "in-progress", false]);
  assert.deepEqual(await snoozes(), [snooze]);
  const shown: Shown = (await get("alice", `/me/emails/${mail}`)).json["email"];
  assert.equal(shown.snoozedUntil, until);
  await later(minute - 1);
  assert.deepEqual(await state(), ["InWorkbin", undefined, "in-progress", false]);
  await later(1);
  assert.deepEqual(await state(), ["Invited", "held", undefined, true]);
  assert.deepEqual(
    (await told()).map((one) => [one.state, one.version - snooze.version]),
    [
      ["asleep", 0],
      ["due", 1],
    ],
  );
});

test("whoever is not ready finds it marked due where it lies, and so does who lets the offer pass", async (t) => {
  const { asleep, state, later, centre, told, snoozes } = await desk(t);
  await asleep();
  await doneBy(centre, "alice", setReadiness, { input: { state: "NotReady" } });
  await later(minute);
  assert.deepEqual(await state(), ["InWorkbin", undefined, "in-progress", true]);
  assert.deepEqual(
    (await told()).map((one) => one.state),
    ["asleep", "due"],
  );
  assert.equal((await snoozes())[0].state, "due");
  await doneBy(centre, "alice", setReadiness, { input: { state: "Ready" } });
  await asleep();
  await later(minute);
  assert.equal((await state())[0], "Invited");
  await later(10 * 60_000);
  assert.deepEqual(await state(), ["InWorkbin", undefined, "in-progress", true]);
});

test("an answer of the customer wakes it, unless it is to sleep on", async (t) => {
  const { asleep, state, later, centre } = await desk(t);
  const answers = (id: string) =>
    receive(centre, {
      headers: [
        "From: ann@customer.test",
        "Subject: Re: Order",
        `Message-ID: <${id}@customer.test>`,
        "In-Reply-To: <first@customer.test>",
      ],
    });
  await asleep({ wakeOnReply: false });
  await answers("second");
  await readAndRoute(centre);
  await later(1);
  assert.equal((await state())[0], "InWorkbin");
  await asleep({ wakeOnReply: true });
  await answers("third");
  await readAndRoute(centre);
  await later(1);
  assert.deepEqual(await state(), ["Invited", "held", undefined, true]);
});

test("its owner may give it another time, wake it, or pull it; a supervisor may take it: then it is over", async (t) => {
  const { asleep, wake, state, later, told, mail, centre, after } = await desk(t);
  await asleep();
  const again = await asleep({ until: after(2 * minute) });
  assert.equal(again.state, "asleep");
  await later(minute + 1);
  assert.equal((await state())[0], "InWorkbin");
  const woken = await wake();
  assert.deepEqual(
    [woken.status, woken.json["snooze"]],
    [200, { interactionId: mail, state: "over", version: again.version + 1 }],
  );
  assert.deepEqual(await state(), ["Processing", "held", undefined, undefined]);
  await asleep();
  await doneBy(centre, "alice", pull, {
    target: mail,
    input: { shelf: { name: { value: "in-progress", path: "$" } } },
  });
  assert.equal((await load(centre, mail)).snooze, undefined);
  await asleep();
  await doneBy(centre, "sam", take, { target: mail, input: {} });
  assert.deepEqual(
    (await told()).map((one) => one.state),
    ["asleep", "asleep", "over", "asleep", "over", "asleep", "over"],
  );
  await later(3 * minute);
  assert.equal((await state())[0], "Processing");
});

test("nobody else may put it off or wake it, no time may be past or too far away, and versions count", async (t) => {
  const { put, asleep, wake, after, mail, centre, server, state } = await desk(t);
  assert.match(refusal(await put({ until: after(minute) }, "bob")), /^(3|6)/);
  assert.match(refusal(await put({ until: after(0) })), /^10.*within the next 366 days/);
  assert.match(refusal(await put({ until: after(367 * 24 * 60 * minute) })), /^10/);
  assert.match(refusal(await put({ until: "tomorrow" })), /^10/);
  assert.match(refusal(await put({})), /^1\b/);
  assert.match(refusal(await put({ until: after(minute) }, "alice", { headers: { "if-match": '"99"' } })), /^2\/409/);
  assert.match(refusal(await wake()), /^6/);
  assert.equal((await state())[0], "Processing");
  const draft = await drafted(centre, "alice", mail);
  const other = await server.ask({
    method: "PUT",
    path: `${base}/interactions/${draft}/snooze`,
    as: "alice",
    body: { until: after(minute) },
  });
  assert.match(refusal(other), /^2\/409/);
  await asleep();
  assert.match(refusal(await wake("bob")), /^6/);
});
