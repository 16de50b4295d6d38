import assert from "node:assert/strict";
import { test } from "node:test";
import { settingsOf } from "../../adapters/http/http.fixture.ts";
import { drafted, load, owned } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";
import { startDay } from "./listening.fixture.ts";

const completing = { operationName: "Complete" };
const stopping = { operationName: "PlaceInQueue", queueName: "__STOP__" };

test("Complete with a queue is for inbound e-mails: a draft stays with its owner, and an unfit queue is named", async (t) => {
  const { centre, post } = await startDay(t, { file: acme });
  const id = await owned(centre, "alice");
  const draft = await drafted(centre, "alice", id);
  const said = async (target: string, queueName: string) =>
    (await post("alice", `/me/emails/${target}`, { ...completing, queueName })).json["statusMessage"];
  for (const queueName of ["general", "__STOP__", "nowhere"]) {
    assert.equal(await said(draft, queueName), "Complete is not possible: the interaction is Composing");
  }
  assert.equal((await load(centre, draft)).state, "Composing");
  assert.equal(await said(id, "nowhere"), "queue not found: nowhere");
  assert.equal(await said(id, "email-outbound"), "$.queueName: Complete cannot use the outbound queue email-outbound");
  assert.equal(await said(id, "general"), undefined);
  assert.equal((await load(centre, id)).state, "Queued");
});

test("what Complete refuses without a disposition, PlaceInQueue in __STOP__ refuses too; a queue or a draft needs none", async (t) => {
  const workspace = { "interaction.disposition.is-mandatory": "true" };
  const { centre, post } = await startDay(t, { file: settingsOf({ workspace }) });
  const id = await owned(centre, "alice");
  const draft = await drafted(centre, "alice", id);
  const said = async (target: string, body: object) => {
    const { status, json } = await post("alice", `/me/emails/${target}`, body);
    return [status, json["statusCode"], json["statusMessage"]];
  };
  for (const body of [completing, stopping, { ...completing, queueName: "__STOP__" }]) {
    assert.deepEqual(await said(id, body), [409, 2, "Complete is not possible: DispositionCode is empty"]);
  }
  assert.equal((await said(draft, stopping))[0], 200);
  assert.equal((await load(centre, draft)).state, "Canceled");
  assert.equal((await said(id, { operationName: "SetDisposition", disposition: "Shipping" }))[0], 200);
  assert.equal((await said(id, stopping))[0], 200);
  assert.equal((await load(centre, id)).state, "Completed");
});
