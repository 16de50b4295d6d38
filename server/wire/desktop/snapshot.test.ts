import assert from "node:assert/strict";
import { test } from "node:test";
import { parseProvisioning } from "@postroom/contract";
import { startHttp } from "../../adapters/http/http.fixture.ts";
import { skillExpressionProblem } from "../../provisioning-file.ts";
import { applyProvisioning } from "../../start/provisioning.ts";
import { owned, readAndRoute, ready, receive } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";
import type { Shown } from "../gws/desk.fixture.ts";

const file = {
  ...acme,
  queues: acme.queues.map((queue) =>
    queue.name === "support" ? { ...queue, sla: { replySeconds: 3_600, targetPercent: 80 } } : queue,
  ),
};

test("the snapshot is one picture of what the user holds, in the shapes of GWS", async (t) => {
  const { ask, centre } = await startHttp(t, { file });
  const id = await owned(centre, "alice");
  await ask({ method: "PUT", path: "/api/postroom/v1/me/preferences", as: "alice", body: { theme: "dark" } });
  const snapshot = await ask({ path: "/api/postroom/v1/me/snapshot", as: "alice" });
  assert.equal(snapshot.status, 200, snapshot.text);
  const shown: Shown = snapshot.json;
  assert.equal(shown.serverTime, "2026-11-23T10:18:00.000Z");
  assert.deepEqual([shown.user.userName, shown.preferences], ["alice", { theme: "dark", version: 1 }]);
  assert.deepEqual(
    shown.emails.map((email: Shown) => email.id),
    [id],
  );
  const read = async (path: string): Promise<Shown> => (await ask({ path: `/api/v2${path}`, as: "alice" })).json;
  assert.deepEqual(shown.emails[0], (await read(`/me/emails/${id}`)).email);
  assert.deepEqual(shown.channels, (await read("/me/channels?fields=*")).channels);
  assert.deepEqual(shown.workbins, (await read("/me/workbins?fields=*")).workbins);
  const root: Shown = (await ask({ path: "/api/postroom/v1/me/snapshot", as: "root" })).json;
  assert.deepEqual([root.channels, root.emails], [[], []]);
});

test("an e-mail says besides when it is due, since when it is offered, how it begins and who proved to be the sender", async (t) => {
  const { ask, centre } = await startHttp(t, { file });
  await ready(centre, "alice");
  const id = await receive(centre, {
    body: "Where is my order?\r\n\r\nI have been waiting for it, please answer.\r\nAnn",
  });
  centre.clock.advance(5_000);
  const asRoot = async (): Promise<Shown> => (await ask({ path: `/api/v2/me/emails/${id}`, as: "root" })).json["email"];
  const unread = await asRoot();
  assert.deepEqual([unread.isBeingRead, unread.bodyAsPlainText], [true, ""]);
  await readAndRoute(centre);
  assert.equal((await asRoot()).isBeingRead, undefined);
  const shown: Shown = (await ask({ path: "/api/postroom/v1/me/snapshot", as: "alice" })).json;
  const [email] = shown.emails;
  assert.equal(email.id, id);
  assert.equal(email.preview, "Where is my order? I have been waiting for it, please answer. Ann");
  assert.deepEqual([email.priority, email.language, email.slaDueAt], [10, "en", "2026-11-23T11:18:00.000Z"]);
  assert.deepEqual(email.invitation, { offeredAt: "2026-11-23T10:18:05.000Z", expiresAt: email.invitationExpiresAt });
  assert.equal(email.senderVerdict, undefined, "nobody asked for a verdict");
});

test("an e-mail is due by the hours of its queue, and those that the file names at the next start count for what waits", async (t) => {
  const { ask, centre } = await startHttp(t, { file });
  const id = await receive(centre);
  await readAndRoute(centre);
  const due = async (): Promise<Shown> =>
    ((await ask({ path: `/api/v2/me/emails/${id}`, as: "root" })).json["email"] as Shown).slaDueAt;
  assert.equal(await due(), "2026-11-23T11:18:00.000Z");
  const changed = async (hours: object | undefined) => {
    const queues = file.queues.map((queue) => (queue.name === "support" ? { ...queue, hours } : queue));
    const parsed = parseProvisioning({ ...file, queues }, { skillExpressionProblem });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    await applyProvisioning(centre.performing, centre.passwords, parsed.provisioning, { isDefault: false });
    return due();
  };
  // 11:18 in Berlin, on a Monday.
  const inBerlin = {
    timeZone: "Europe/Berlin",
    monday: [{ from: "08:00", to: "12:00" }],
    tuesday: [{ from: "09:00", to: "17:00" }],
  };
  assert.equal(await changed(inBerlin), "2026-11-24T08:18:00.000Z");
  assert.equal(await changed({ ...inBerlin, holidays: ["2026-11-24"] }), "2026-11-30T07:18:00.000Z");
  assert.equal(await changed(undefined), "2026-11-23T11:18:00.000Z");
  // An admin who changes something else of the queue leaves its hours.
  await changed(inBerlin);
  const queue = await centre.performing.store.read((reading) => reading.centre.queueNamed("support"));
  const body = { description: "Orders" };
  const answer = await ask({ method: "PUT", path: `/api/v2/queues/${queue?.id}`, as: "root", body });
  assert.equal(answer.status, 200, answer.text);
  assert.equal(await due(), "2026-11-24T08:18:00.000Z");
});
