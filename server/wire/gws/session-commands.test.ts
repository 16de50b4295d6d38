import assert from "node:assert/strict";
import { test } from "node:test";
import { refusal, startDay } from "./listening.fixture.ts";

test("every change of the session is told under the number of its answer, repeats too", async (t) => {
  const { post, hear } = await startDay(t);
  const ask = (operationName: string) => post("alice", "/me", { operationName });
  const steps = [
    ...["EndContactCenterSession", "StartContactCenterSession", "StartContactCenterSession", "Ready", "Ready"],
    ...["DoNotDisturbOn", "DoNotDisturbOn", "EndContactCenterSession", "EndContactCenterSession"],
  ];
  for (const step of steps) {
    const { status, json } = await ask(step);
    assert.equal(status, 200, step);
    const [told, ...others] = await hear("alice", "/v2/me/channels");
    assert.deepEqual([told?.["referenceId"], others.length], [json["referenceId"], 0], step);
    assert.equal(typeof json["referenceId"], "number");
  }
});

test("each change is told with the state that it made, however fast the next one follows", async (t) => {
  const { post, hear } = await startDay(t);
  await post("alice", "/me", { operationName: "StartContactCenterSession" });
  await hear("alice", "/v2/me/channels");
  const steps = [
    ...["Ready", "NotReady", "DoNotDisturbOn", "Ready", "DoNotDisturbOff", "EndContactCenterSession"],
    ...["StartContactCenterSession"],
  ];
  for (const operationName of steps) await post("alice", "/me", { operationName });
  const told = (await hear("alice", "/v2/me/channels")).map((data) => stateIn(data));
  assert.deepEqual(told, [
    ["Ready", "Off"],
    ["NotReady", "Off"],
    ["NotReady", "On"],
    ["Ready", "On"],
    ["Ready", "Off"],
    ["LoggedOut", "Off"],
    ["NotReady", "Off"],
  ]);
});

test("who is no agent is told in words what agents may", async (t) => {
  const { post, server } = await startDay(t);
  for (const operationName of ["StartContactCenterSession", "EndContactCenterSession", "Ready", "DoNotDisturbOn"]) {
    const told = refusal(await post("root", "/me", { operationName }));
    assert.equal(told, "5/403 a contact-center session needs role agent", operationName);
  }
  for (const path of ["/me/emails", "/me/interactions?fields=*"]) {
    const told = refusal(await server.ask({ as: "root", path: `/api/v2${path}` }));
    assert.equal(told, "5/403 listing one's own e-mails needs role agent", path);
  }
});

function stateIn({ channels }: Readonly<Record<string, unknown>>): readonly unknown[] {
  const [channel] = Array.isArray(channels) ? channels : [];
  return [channel?.userState.state, channel?.doNotDisturb];
}
