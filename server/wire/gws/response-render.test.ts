import assert from "node:assert/strict";
import { test } from "node:test";
import { load, owned } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";
import { responseServer, told } from "./responses.fixture.ts";

const hostileName = '"<img src=x onerror=alert(1)> <$ Agent.EmailAddress $>" <ann@customer.test>';

/** Acme with one text that names everything, in a centre where agents see only what was theirs. */
const file = {
  ...acme,
  settings: { workspace: { "privilege.contact.can-use-contact-history": false } },
  standardResponses: [
    {
      ...{ category: "A", name: "all", subject: "Re: <$ Interaction.Subject $> <$ Contact.Title $>" },
      body:
        '<p onclick="x()">Dear <$ Contact.FullName $>,</p><script><$ Agent.FirstName $></script><p>&lt;$ Agent.FullName $&gt; ' +
        '<$ Promo $> <$ Interaction.AttachedData("Mailbox") $> <$contact.title$> <$ Nothing.AtAll $></p>',
      customFieldCodes: { Promo: "<$ Agent.EmailAddress $>" },
    },
    { category: "A", name: "draft", body: "x", approved: false },
    { category: "A", name: "over", body: "x", expirationTime: "2020-01-01" },
  ],
};

const render = (interactionId: unknown) => ({ operationName: "Render", interactionId });

test("Render fills in the codes, escaped in HTML, lists what became nothing once, and changes nothing", async (t) => {
  const { centre, get, post, idOf } = await responseServer(t, file);
  const interaction = await owned(centre, "alice", {
    headers: [`From: ${hostileName}`, "To: support@acme.test", "Subject: Order 4711", "Message-ID: <1@x.test>"],
  });
  const path = `/response-templates/${await idOf("template", "all")}`;
  const before = (await get("alice", path)).text;
  const { text, headers } = await post("alice", path, render(interaction));
  const answer = JSON.parse(text);
  assert.deepEqual(Object.keys(answer), ["status", "statusCode", "subject", "body", "bodyAsPlainText", "unresolved"]);
  assert.equal(answer.subject, "Re: Order 4711 ");
  assert.equal(
    answer.body,
    "<p>Dear &lt;img src=x onerror=alert(1)&gt; &lt;$ Agent.EmailAddress $&gt;,</p>" +
      "<p>alice Test &lt;$ Agent.EmailAddress $&gt; support@acme.test  </p>",
  );
  assert.ok(answer.bodyAsPlainText.startsWith("Dear <img src=x onerror=alert(1)> <$ Agent.EmailAddress $>,"));
  assert.deepEqual(answer.unresolved, ["Contact.Title", "Nothing.AtAll"]);
  assert.equal(headers["etag"], undefined);
  assert.equal((await get("alice", path)).text, before);
});

test("attributes of the contact are fields by their names, the primary value of several", async (t) => {
  const { centre, post, put, idOf } = await responseServer(t, file);
  const interaction = await owned(centre, "alice");
  const attributes = {
    ...{ Title: "Dr", AccountNumber: [], Empty: "" },
    PhoneNumber: [{ value: "1" }, { value: "2", primary: true }],
  };
  const { contact } = await load(centre, interaction);
  assert.equal((await put("alice", `/ucs/contacts/${contact}`, { attributes })).status, 200);
  const path = `/response-templates/${await idOf("template", "all")}`;
  const body = "<$ Contact.Title $>|<$ customer.phonenumber $>|<$ Contact.AccountNumber $>|<$ Contact.Empty $>|";
  await put("sam", path, { body, subject: "" });
  const { json } = await post("alice", path, render(interaction));
  assert.deepEqual([json["body"], json["unresolved"]], ["Dr|2|||", ["Contact.AccountNumber", "Contact.Empty"]]);
});

test("text that agents wrote is never expanded", async (t) => {
  const { centre, get, post } = await responseServer(t, file);
  const interaction = await owned(centre, "alice");
  const reply = await post("alice", `/me/emails/${interaction}`, { operationName: "Reply" });
  const draft = `/me/emails/${reply.json["replyInteractionId"]}`;
  const body = "Dear <$ Contact.FirstName $>";
  const content = { bodyAsPlainText: body, subject: body, to: "ann@customer.test" };
  assert.equal((await post("alice", draft, { operationName: "Save", email: content })).status, 200);
  const { email } = JSON.parse((await get("alice", draft)).text);
  assert.deepEqual([email.subject, email.bodyAsPlainText], [body, body]);
});

test("Render is refused: what is missing, unknown or not to be read by the actor, and what may not be used", async (t) => {
  const { centre, post, put, idOf } = await responseServer(t, file);
  const interaction = await owned(centre, "alice");
  const path = `/response-templates/${await idOf("template", "all")}`;
  assert.deepEqual(told(await post("alice", path, {})), [400, 1, "$.operationName: missing"]);
  assert.deepEqual(told(await post("alice", path, { operationName: "Do" })), [
    400,
    10,
    '$.operationName: unknown operation "Do"',
  ]);
  assert.deepEqual(told(await post("alice", path, { operationName: "Render" })), [400, 1, "$.interactionId: missing"]);
  assert.deepEqual(told(await post("alice", path, render(5))), [
    400,
    10,
    "$.interactionId: expected string, got number",
  ]);
  assert.deepEqual(told(await post("alice", "/response-templates/NO", render(interaction))), [
    404,
    6,
    "template not found: NO",
  ]);
  assert.deepEqual(told(await post("alice", path, render("NO"))), [404, 6, "interaction not found: NO"]);
  assert.deepEqual(told(await post("bob", path, render(interaction))), [
    404,
    6,
    `interaction not found: ${interaction}`,
  ]);
  for (const [name, because] of [
    ["draft", "not approved"],
    ["over", "expired"],
  ] as const) {
    // biome-ignore format: one line
    const other = `/response-templates/${await idOf("template", name)}`;
    const message = `Render is not possible: the template ${name} is ${because}`;
    assert.deepEqual(told(await post("alice", other, render(interaction))), [409, 2, message]);
    assert.equal((await post("sam", other, render(interaction))).status, 200);
  }
  const userData = { Long: "x".repeat(60_000) };
  await post("alice", `/me/emails/${interaction}`, { operationName: "UpdateUserData", userData });
  await put("sam", path, { body: '<$ Interaction.AttachedData("Long") $>'.repeat(100) });
  assert.deepEqual(told(await post("alice", path, render(interaction))), [
    409,
    2,
    "Render is not possible: the text would be too long",
  ]);
});
