import assert from "node:assert/strict";
import { test } from "node:test";
import {
  attachmentsAnswer,
  emailStateChangeMessage,
  interactionStateMessage,
  operationAnswer,
  parseProvisioning,
  uploadAnswer,
} from "@postroom/contract";
import { attaching, formWith } from "../adapters/http/attachments.fixture.ts";
import { skillExpressionProblem } from "../provisioning-file.ts";
import { applyProvisioning } from "../start/provisioning.ts";
import { drafted, load, owned } from "../testing/agent-day.ts";
import { acme } from "../testing/centre.ts";
import { catchUp } from "./catch-up.ts";
import { pushMessages } from "./push-messages.ts";

const publicUrl = "http://127.0.0.1:8080";

/** Notifications of this kind, in both dialects. */
async function told({ performing }: Awaited<ReturnType<typeof attaching>>["centre"], notificationType: string) {
  await catchUp(performing);
  const events = await performing.store.read((reading) => reading.journal.after(0, 1_000));
  const pushes = await pushMessages(performing.store, events, { publicUrl, bodyBytesMax: 262_144 });
  return pushes.filter(({ data }) => data["notificationType"] === notificationType);
}

test("a Content-ID that the draft has is refused, and is free again when its picture is gone", async (t) => {
  const { at, call, upload } = await attaching(t);
  const logo = () => upload(formWith("1", "logo.png", "image/png", { inline: "true", contentId: "logo@x" }));
  const { documentId } = uploadAnswer.parse((await logo()).json);
  const again = await logo();
  assert.equal(again.status, 400);
  assert.deepEqual(
    [again.json["statusCode"], again.json["statusMessage"]],
    [10, "contentId: another attachment of this e-mail has it"],
  );
  assert.equal(attachmentsAnswer.parse((await call("GET", at)).json).attachments.length, 1);
  await call("DELETE", `${at}/${documentId}`);
  assert.equal((await logo()).status, 200);
});

test("an upload and its removal are told with the whole list, in both dialects, with the number of the request", async (t) => {
  const { centre, draft, at, call, upload } = await attaching(t);
  const first = uploadAnswer.parse((await upload(formWith("1", "label.pdf", "application/pdf"))).json);
  const second = uploadAnswer.parse(
    (await upload(formWith("22", "b.txt", "text/plain", { inline: "true", contentId: "b@x" }))).json,
  );
  const removed = operationAnswer.parse((await call("DELETE", `${at}/${first.documentId}`)).json);
  const shape = (id: string, rest: object) => {
    const path = `/me/emails/${draft}/attachments/${id}`;
    const { name, size, mime, ...others } = { name: "", size: 0, mime: "", ...rest };
    return { id, name, size, mime, uri: `${publicUrl}/api/v2${path}`, path, ...others };
  };
  const a = shape(first.documentId, { name: "label.pdf", size: 1, mime: "application/pdf", isEmbedded: false });
  const b = shape(second.documentId, {
    name: "b.txt",
    size: 2,
    mime: "text/plain",
    isEmbedded: true,
    contentId: "b@x",
  });
  const added = await told(centre, "AttachmentAdded");
  const inA = added
    .filter(({ topic }) => topic === "/v2/me/interactions")
    .map(({ data }) => interactionStateMessage.parse(data));
  assert.deepEqual(
    inA.map(({ attachments, referenceId, state, version }) => [attachments, referenceId, state, version]),
    [
      [[a], first.referenceId, "ReplyCreated", 2],
      [[a, b], second.referenceId, "ReplyCreated", 3],
    ],
  );
  const inB = added
    .filter(({ topic }) => topic === "/v2/me/emails")
    .map(({ data }) => emailStateChangeMessage.parse(data));
  assert.deepEqual(
    inB.map(({ email, referenceId }) => [email.attachments, referenceId, email.state]),
    [
      [[a], first.referenceId, "Composing"],
      [[a, b], second.referenceId, "Composing"],
    ],
  );
  const [gone, ...more] = (await told(centre, "AttachmentRemoved")).filter(({ topic }) => topic === "/v2/me/emails");
  const message = emailStateChangeMessage.parse(gone?.data);
  assert.deepEqual([message.email.attachments, message.referenceId, more.length], [[b], removed.referenceId, 0]);
  const list = attachmentsAnswer.parse((await call("GET", at)).json);
  assert.deepEqual(
    list.attachments.map(({ id, name }) => [id, name]),
    [[b.id, "b.txt"]],
  );
});

test("a document of another e-mail is linked under any of its names, and taking it out harms no other", async (t) => {
  const { centre, original, draft, call, upload } = await attaching(t);
  const { documentId } = uploadAnswer.parse((await upload(formWith("shared", "label.pdf", "application/pdf"))).json);
  const others = [await drafted(centre, "alice", original), await drafted(centre, "alice", original)];
  const names = [
    { operationName: "AddAttachment", documentId, size: 6, mime: "image/png" },
    { operationName: "LinkAttachment", attachmentId: documentId, name: "../renamed:.pdf" },
  ];
  for (const [index, body] of names.entries()) {
    const { status, json } = await call("POST", `/me/emails/${others[index]}`, { body });
    assert.equal(status, 200, JSON.stringify(json));
  }
  const [linked, renamed] = await Promise.all(others.map((id) => load(centre, id)));
  assert.deepEqual(linked?.attachments, (await load(centre, draft)).attachments);
  assert.deepEqual(
    renamed?.attachments.map(({ id, name, mime }) => [id, name, mime]),
    [[documentId, "renamed_.pdf", "application/pdf"]],
  );
  const again = await call("POST", `/me/interactions/${others[0]}`, {
    body: { operationName: "AddAttachment", id: documentId },
  });
  assert.deepEqual([again.status, (await load(centre, others[0] ?? "")).attachments.length], [200, 1]);
  const added = (await told(centre, "AttachmentAdded")).filter(({ topic }) => topic === "/v2/me/emails");
  assert.deepEqual(
    added.map(({ data }) => Object(data["email"]).id),
    [draft, others[0], others[1], others[0]],
  );
  for (const id of [draft, others[1]]) {
    assert.equal(
      (await call("POST", `/me/emails/${id}`, { body: { operationName: "RemoveAttachment", documentId } })).status,
      200,
    );
  }
  const still = await call("GET", `/me/emails/${others[0]}/attachments/${documentId}`);
  assert.deepEqual([still.status, String(still.bytes)], [200, "shared"]);
});

test("an attachment that a customer sent is linked to the answer", async (t) => {
  const { centre, call } = await attaching(t);
  const parts = [
    "--b",
    "",
    "see file",
    "--b",
    "Content-Type: text/csv; name=a.csv",
    "Content-Disposition: attachment; filename=a.csv",
    "",
    "1;2",
    "--b--",
  ];
  const headers = [
    "From: ann@customer.test",
    "To: support@acme.test",
    "Subject: file",
    "Message-ID: <f@customer.test>",
    "MIME-Version: 1.0",
    "Content-Type: multipart/mixed; boundary=b",
  ];
  const original = await owned(centre, "alice", { headers, body: parts.join("\r\n") });
  const draft = await drafted(centre, "alice", original);
  const [document] = (await load(centre, original)).attachments;
  const { status } = await call("POST", `/me/emails/${draft}`, {
    body: { operationName: "AddAttachment", documentId: document?.id },
  });
  assert.equal(status, 200);
  assert.deepEqual((await load(centre, draft)).attachments, [document]);
});

test("linking is refused as wire.md 4.4 and 6.4 say, and changes nothing", async (t) => {
  const { centre, original, draft, call, upload } = await attaching(t, { attachmentsMax: 2, messageBytesMax: 65_536 });
  const { documentId } = uploadAnswer.parse((await upload(formWith(Buffer.alloc(30_000), "a.bin"))).json);
  const other = await drafted(centre, "alice", original);
  await upload(formWith(Buffer.alloc(30_000), "b.bin"), `/me/emails/${other}/attachments`);
  const before = await load(centre, other);
  const ask = async (body: object, id = other, as = "alice") =>
    (await call("POST", `/me/emails/${id}`, { as, body: { operationName: "AddAttachment", documentId, ...body } }))
      .failure;
  const remove = { operationName: "RemoveAttachment" };
  const notPossible = "is not possible: the interaction is held by another user";
  assert.deepEqual(await ask({ documentId: "NOSUCH" }), [404, 6, "attachment not found: NOSUCH"]);
  assert.deepEqual(await ask(remove), [404, 6, `attachment not found: ${documentId}`]);
  assert.deepEqual(await ask({}), [413, 10, "the mail would be larger than 65536 bytes"]);
  assert.deepEqual(await ask({ documentId: null }), [400, 1, "$.documentId: missing"]);
  assert.deepEqual(await ask({ id: "another" }), [400, 2, "$.id: names another document than documentId"]);
  assert.deepEqual(await ask({ documentId: 5 }), [400, 10, "$.documentId: expected string, got number"]);
  assert.deepEqual(await ask({ size: "5" }), [400, 10, "$.size: expected number, got string"]);
  assert.deepEqual(await ask({ ...remove, documentId: "" }), [400, 1, "$.documentId: missing"]);
  assert.deepEqual(await ask({}, "NOSUCH"), [404, 6, "interaction not found: NOSUCH"]);
  assert.deepEqual(await ask({}, original), [409, 2, "AddAttachment is not possible: the interaction is Processing"]);
  assert.deepEqual(await ask({}, other, "bob"), [403, 3, `AddAttachment ${notPossible}`]);
  assert.deepEqual(await ask(remove, other, "bob"), [403, 3, `RemoveAttachment ${notPossible}`]);
  assert.deepEqual(await ask({}, other, "root"), [403, 5, "adding attachments needs role agent"]);
  assert.deepEqual(await ask(remove, original), [
    409,
    2,
    "RemoveAttachment is not possible: the interaction is Processing",
  ]);
  assert.deepEqual(await load(centre, other), before);
  await upload(formWith("1"), `/me/emails/${other}/attachments`);
  assert.deepEqual(await ask({}), [400, 10, "attachment: more than 2"]);
  assert.deepEqual(
    await ask({ documentId: before.attachments[0]?.id }),
    [200, 0, undefined],
    "what is there already is not one more",
  );
  assert.equal((await load(centre, draft)).attachments.length, 1);
});

test("a document that nobody carries whom the agent may read is not found", async (t) => {
  const { centre, call, upload } = await attaching(t);
  const { documentId } = uploadAnswer.parse((await upload(formWith("secret", "a.txt"))).json);
  const bobs = await drafted(
    centre,
    "bob",
    await owned(centre, "bob", {
      headers: ["From: joe@x.test", "To: support@acme.test", "Subject: x", "Message-ID: <bob@x.test>"],
    }),
  );
  const withheld = async (value: object) =>
    centre.pool.query("UPDATE users SET settings = $1 WHERE user_name = 'bob'", [JSON.stringify(value)]);
  const link = async () =>
    (await call("POST", `/me/emails/${bobs}`, { as: "bob", body: { operationName: "AddAttachment", documentId } }))
      .status;
  await withheld({ "privilege.contact.can-use-contact-history": "false" });
  assert.equal(await link(), 404);
  await withheld({});
  // Rights are known for a moment after they were changed.
  centre.clock.advance(2_000);
  assert.equal(await link(), 200);
});

test("an agent without the privilege may not attach, link or remove, and may still download", async (t) => {
  const { centre, draft, at, call, upload } = await attaching(t);
  const { documentId } = uploadAnswer.parse((await upload(formWith("x"))).json);
  await centre.pool.query("UPDATE users SET settings = $1 WHERE user_name = 'alice'", [
    JSON.stringify({ "privilege.email.can-add-attachment": "false" }),
  ]);
  const refused = [403, 5, "adding attachments is not allowed for alice"];
  const asked = async (operationName: string) =>
    (await call("POST", `/me/emails/${draft}`, { body: { operationName, documentId } })).failure;
  // Rights are known for a moment after they were taken.
  centre.clock.advance(2_000);
  assert.deepEqual((await upload(formWith("x"))).failure, refused);
  assert.deepEqual(await asked("LinkAttachment"), refused);
  assert.deepEqual(await asked("RemoveAttachment"), refused);
  assert.deepEqual((await call("DELETE", `${at}/${documentId}`)).failure, refused);
  assert.equal((await call("GET", `${at}/${documentId}`)).status, 200);
  const { email } = Object((await call("GET", `/me/emails/${draft}`)).json);
  assert.ok(!email.capabilities.includes("AddAttachment") && !email.capabilities.includes("RemoveAttachment"));
});

test("a document of a standard response is linked like that of an e-mail", async (t) => {
  const { centre, draft, at, call } = await attaching(t);
  const thanks = { category: "Greetings", name: "thanks", language: "en", subject: "", body: "<p>Thanks</p>" };
  const parsed = parseProvisioning({ ...acme, standardResponses: [thanks] }, { skillExpressionProblem });
  assert.ok(parsed.ok);
  await applyProvisioning(centre.performing, centre.passwords, parsed.provisioning, { isDefault: false });
  const { sha256, size } = await centre.files.put(Buffer.from("terms"));
  const { rows } = await centre.pool.query("SELECT id FROM standard_responses");
  const terms = { id: "00009a8T8Y13002T", name: "terms.txt", mime: "text/plain", size, sha256 };
  await centre.performing.store.change({ actor: "system" }, (tx) =>
    tx.responses.attach(rows[0].id, { ...terms, contentId: undefined, isEmbedded: false }),
  );
  const body = { operationName: "AddAttachment", documentId: terms.id };
  assert.equal((await call("POST", `/me/emails/${draft}`, { body })).status, 200);
  const { status, bytes } = await call("GET", `${at}/${terms.id}`);
  assert.deepEqual([status, String(bytes)], [200, "terms"]);
});
