import assert from "node:assert/strict";
import { test } from "node:test";
import { startHttp } from "../../adapters/http/http.fixture.ts";
import { acme } from "../../testing/centre.ts";
import { annsMail, contentOf, desk, dialects, refusalIn, threadingOf, withSettings } from "./desk.fixture.ts";

const create = (body: object = {}) => ({ operationName: "Create", ...body });
const twoMailboxes = {
  ...acme,
  mailboxes: [...acme.mailboxes, { address: "sales@acme.test", name: "Sales", queue: "general" }],
};

for (const dialect of dialects) {
  test(`${dialect.name}: Create makes an empty draft of the agent's own, in the seed's words and with a slash at the end`, async (t) => {
    const at = await desk(t, dialect);
    await at.ready("alice");
    const seed = { queueName: "email-drafts", interactionType: "Outbound", interactionSubType: "OutboundNew" };
    const answer = await at.op("alice", "", create(seed));
    const keys = ["status", "statusCode", "referenceId", "replyInteractionId", "interactionId"];
    assert.deepEqual(Object.keys(answer.json), keys);
    const shown = await at.read("alice", String(answer.json["interactionId"]));
    const empty = { to: [], cc: [], bcc: [], subject: "", text: "", html: "" };
    assert.deepEqual(contentOf(shown), { from: "support@acme.test", ...empty });
    assert.deepEqual(
      [shown.state, shown.interactionSubType, shown.draftType, shown.currentQueue ?? shown.queue, shown.assignedTo],
      [dialect.name === "A" ? "ReplyCreated" : "Composing", "OutboundNew", "Create", "email-drafts", "alice"],
    );
    const [told] = await at.heard("alice");
    assert.deepEqual([told.notificationType, told.referenceId], ["StatusChange", answer.json["referenceId"]]);
    assert.deepEqual((told.email ?? told).id, answer.json["interactionId"]);
    await at.done("alice", "", create());
    const threads = await at.centre.pool.query("SELECT count(DISTINCT thread_id) AS n FROM interactions");
    assert.equal(Number(threads.rows[0].n), 2);
  });

  test(`${dialect.name}: an e-mail made for another has its thread, contact and headers; it is a reply unless it says otherwise`, async (t) => {
    const at = await desk(t, dialect, twoMailboxes);
    const id = await at.accepted("alice", { headers: [...annsMail.headers.with(2, "To: sales@acme.test")] });
    const original = await at.read("alice", id);
    const draft = await at.done("bob", "", create({ parentInteractionId: id, userData: { Topic: "Shipping" } }));
    const shown = await at.read("bob", draft);
    const { to, from, subject } = contentOf(shown);
    assert.deepEqual([to, from, subject], [[], "sales@acme.test", ""]);
    assert.equal(shown.interactionSubType, "OutboundReply");
    assert.deepEqual([shown.threadId, shown.contactId], [original.threadId, original.contactId]);
    assert.deepEqual(shown.userData, { ContactId: original.contactId, Topic: "Shipping" });
    assert.deepEqual(await threadingOf(at.centre, draft), ["<m1@customer.test>", ["<m1@customer.test>"]]);
    const other = create({ parentId: id, interactionSubType: "OutboundNew" });
    assert.equal((await at.read("bob", await at.done("bob", "", other))).interactionSubType, "OutboundNew");
  });

  test(`${dialect.name}: a contact's address becomes To, and what the request says of the content counts before`, async (t) => {
    const at = await desk(t, dialect);
    const id = await at.accepted("alice");
    const { contactId } = await at.read("alice", id);
    const plain = await at.read("alice", await at.done("alice", "", create({ contactId })));
    assert.deepEqual(contentOf(plain).to, ["ann@customer.test"]);
    assert.deepEqual([plain.contactId, plain.userData.ContactId], [contactId, contactId]);
    const given = {
      contactId,
      mediaType: "email",
      email_object: {
        ToAddresses: "joe@x.test; Bob <bob@x.test>",
        ccAddress: ["c@x.test"],
        FROMADDRESS: "help@acme.test",
        Subject: "Your order",
        StructuredText: "<p>Dear Joe</p><script>x</script>",
      },
    };
    assert.deepEqual(contentOf(await at.read("alice", await at.done("alice", "", create(given)))), {
      ...{ from: "help@acme.test", to: ["joe@x.test", "bob@x.test"], cc: ["c@x.test"], bcc: [] },
      ...{ subject: "Your order", text: "Dear Joe", html: "<p>Dear Joe</p>" },
    });
  });

  test(`${dialect.name}: every refusal of Create has its code and words, and makes nothing`, async (t) => {
    const at = await desk(t, dialect, { ...acme, settings: { recipientsMax: 1 } });
    await at.ready("alice");
    const drafts = (await at.centre.performing.store.read(({ centre }) => centre.queueNamed("email-drafts")))?.id;
    const table: readonly (readonly [object, number, number, string])[] = [
      [{ interactionType: "Inbound" }, 400, 10, '$.interactionType: expected Outbound, got "Inbound"'],
      [
        { interactionSubType: "InboundNew" },
        400,
        10,
        '$.interactionSubType: expected OutboundNew or OutboundReply, got "InboundNew"',
      ],
      [{ interactionSubType: "OutboundReply" }, 400, 2, "$.interactionSubType: OutboundReply needs a parent"],
      [{ channel: "chat" }, 400, 10, '$.channel: expected email, got "chat"'],
      [{ mediaType: "voice" }, 400, 10, '$.mediaType: expected email, got "voice"'],
      [{ parentId: 5 }, 400, 10, "$.parentId: expected string, got number"],
      [
        { parentId: "A", parentInteractionId: "B" },
        400,
        2,
        "$.parentInteractionId: names another e-mail than parentId",
      ],
      [{ parentId: "NOSUCH" }, 404, 6, "interaction not found: NOSUCH"],
      [{ contactId: "nosuch" }, 404, 6, "contact not found: nosuch"],
      [{ queueName: "nope" }, 404, 6, "queue not found: nope"],
      [{ queueUri: `/users/${drafts}` }, 404, 6, `queue not found: /users/${drafts}`],
      [{ queueName: "email-outbound" }, 400, 2, "$.queueName: Create cannot use the outbound queue email-outbound"],
      [{ email: {}, email_object: {} }, 400, 2, "$.email: email and email_object exclude each other"],
      [{ email: { to: "ann@" } }, 400, 10, '$.email.to: not an e-mail address: "ann@"'],
      [{ email: { from: "ann@x.test" } }, 400, 10, "$.email.from: you may not send from ann@x.test"],
      [{ email: { to: "a@x.test", CC: "b@x.test" } }, 400, 10, "$.email.to: more than 1 recipients"],
      [{ email: { subject: "a\r\nb" } }, 400, 10, "$.email.subject: line breaks are not allowed"],
      [{ userData: { Mailbox: "x" } }, 400, 11, "$.userData.Mailbox: read-only"],
      [{ userData: { Subject: "a\nb" } }, 400, 10, "$.userData.Subject: line breaks are not allowed"],
      [{ userData: { Subject: "x".repeat(1_001) } }, 400, 10, "$.userData.Subject: at most 1000 characters"],
      [{ userData: { Subject: 5 } }, 400, 10, "$.userData.Subject: expected string, got number"],
      [
        { userData: { Subject: "a" }, email: { subject: "b" } },
        400,
        2,
        "$.userData.Subject: contradicts $.email.subject",
      ],
      [{ userData: { ContactId: 5 } }, 400, 10, "$.userData.ContactId: expected string, got number"],
      [{ userData: { ContactId: "" } }, 400, 1, "$.userData.ContactId: missing"],
      [{ userData: { ContactId: "nosuch" } }, 404, 6, "contact not found: nosuch"],
      [{ userData: { ContactId: "a" }, contactId: "b" }, 400, 2, "$.userData.ContactId: contradicts $.contactId"],
      [{ userData: [] }, 400, 10, "$.userData: expected object, got array"],
    ];
    for (const [body, ...refusal] of table) {
      assert.deepEqual(refusalIn(await at.op("alice", "", create(body))), refusal, JSON.stringify(body));
    }
    assert.equal((await at.op("root", "", create())).json["statusCode"], 5);
    assert.deepEqual(refusalIn(await at.op("alice", "", { operationName: "Make" })), [
      400,
      10,
      '$.operationName: unknown operation "Make"',
    ]);
    assert.equal(Number((await at.centre.pool.query("SELECT count(*) AS n FROM interactions")).rows[0].n), 0);
    assert.deepEqual(await at.heard("alice"), []);
  });
}

test("the collection takes Create under each of its paths", async (t) => {
  const http = await startHttp(t);
  for (const path of ["/me/interactions/", "/api/v2/me/interactions/", "/me/emails", "/api/v2/emails"]) {
    const answer = await http.ask({ method: "POST", path, as: "alice", body: create() });
    assert.equal(answer.status, 200, answer.text);
  }
});

test("without a parent From is the default address, then the first that the user may use", async (t) => {
  const settings = { defaultFromAddress: "sales@acme.test" };
  const at = await desk(t, dialects[0], { ...twoMailboxes, settings });
  await withSettings(at.centre, "bob", { "email.from-addresses": "support@acme.test" });
  const from = async (userName: string) => {
    await at.ready(userName);
    return contentOf(await at.read(userName, await at.done(userName, "", create()))).from;
  };
  assert.deepEqual([await from("alice"), await from("bob")], ["sales@acme.test", "support@acme.test"]);
});

test("an e-mail made for one of our own goes on from the same address, in its thread", async (t) => {
  const at = await desk(t, dialects[1], twoMailboxes);
  await at.ready("alice");
  const email = { to: "joe@x.test", from: "sales@acme.test", subject: "Offer", bodyAsPlainText: "Dear Joe" };
  const first = await at.done("alice", "", create({ email }));
  await at.done("alice", first, { operationName: "Send" });
  const second = await at.read("alice", await at.done("alice", "", create({ parentId: first })));
  const { messageId, threadId } = await at.read("alice", first);
  assert.deepEqual([second.from, second.threadId], ["sales@acme.test", threadId]);
  assert.deepEqual(await threadingOf(at.centre, second.id), [messageId, [messageId]]);
});

test("an agent may only go on from an e-mail that the agent may read", async (t) => {
  const at = await desk(t, dialects[1]);
  await withSettings(at.centre, "bob", { "privilege.contact.can-use-contact-history": "false" });
  const id = await at.accepted("alice");
  assert.deepEqual(refusalIn(await at.op("bob", "", create({ parentId: id }))), [
    404,
    6,
    `interaction not found: ${id}`,
  ]);
});
