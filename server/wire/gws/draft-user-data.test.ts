import assert from "node:assert/strict";
import { test } from "node:test";
import { drafted, load, owned, readAndRoute, receive } from "../../testing/agent-day.ts";
import { dialects, startDay } from "./listening.fixture.ts";

const commandOf = (operationName: string, more: object) => ({ operationName, ...more });

test("user data of a new draft mean the same as when they are set later", async (t) => {
  const day = await startDay(t);
  const joe = await receive(day.centre, { headers: ["From: Joe <joe@x.test>", "To: support@acme.test"] });
  await readAndRoute(day.centre);
  const { contact } = await load(day.centre, joe);
  const id = await owned(day.centre, "alice");
  const userData = { Topic: "x", ContactId: contact, Subject: "parcel" };
  for (const path of dialects) {
    for (const operationName of ["Reply", "ReplyAll", "Forward", "Create"]) {
      const at = operationName === "Create" ? path : `${path}/${id}`;
      const mime = operationName === "Create" ? {} : { mime: "Text/HTML; charset=utf-8" };
      const { json } = await day.post("alice", at, { operationName, userData, ...mime });
      const made = await load(day.centre, String(json["interactionId"]));
      const { email } = (await day.get("alice", `/me/emails/${made.id}`)).json as {
        readonly email: { readonly subject: string };
      };
      assert.deepEqual([email.subject, made.contact], ["parcel", contact], operationName);
      const pairs = { ContactId: contact, FirstName: "Joe", FullName: "Joe", Topic: "x", Subject: "parcel" };
      assert.deepEqual(made.userData, pairs);
    }
  }
});

test("subjects and keys are counted in characters, however many bytes each has", async (t) => {
  const day = await startDay(t);
  const draft = await drafted(day.centre, "alice", await owned(day.centre, "alice"));
  const smile = "\u{1f600}";
  const said = async (body: object) => (await day.post("alice", `/me/emails/${draft}`, body)).json["statusCode"];
  for (const [extra, code] of [
    ["", 0],
    ["x", 10],
  ] as const) {
    const subject = smile.repeat(1_000) + extra;
    const key = smile.repeat(255) + extra;
    assert.equal(await said({ operationName: "Save", email: { subject } }), code);
    assert.equal(await said(commandOf("UpdateUserData", { userData: { Subject: subject } })), code);
    assert.equal(await said(commandOf("UpdateUserData", { userData: { [key]: 1 } })), code);
  }
});
