import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { owned } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";
import type { Shown } from "../gws/desk.fixture.ts";
import { refusal, startDay } from "../gws/listening.fixture.ts";

const base = "/api/postroom/v1/responses";

const file = {
  ...acme,
  standardResponses: [
    {
      ...{ category: "A", name: "refund", language: "en", shortcut: "rf" },
      body:
        '<p><a href="https://acme.test/?o=<$ Contact.FirstName $>">Dear</a> <$ Contact.FirstName $> &lt;$ Contact.Title $&gt;,</p>' +
        '<p><$ ask.Amount $> at <$ Shop $><script>1</script></p><p><$ Interaction.AttachedData("No \'such") $></p>',
      customFieldCodes: { Shop: "Acme & Sons" },
    },
    { category: "A", name: "Rückzahlung", language: "de-AT", body: "<p>Wir zahlen zurück.</p>" },
    { category: "A", name: "wait", language: "en", body: "<p>Refund is on its way.</p>" },
    { category: "A", name: "draft", language: "en", body: "refund", approved: false },
    { category: "A", name: "over", language: "en", body: "refund", expirationTime: "2020-01-01" },
  ],
};

async function desk(t: TestContext) {
  const day = await startDay(t, { file });
  const get = async (query = "", as = "alice"): Promise<Shown> =>
    (await day.server.ask({ as, path: `${base}${query}` })).json;
  const names = async (query = ""): Promise<readonly string[]> =>
    (await get(query))["responses"].map((one: Shown) => one.name);
  const idOf = async (name: string): Promise<string> =>
    (await get())["responses"].find((one: Shown) => one.name === name)?.id ?? assert.fail(name);
  return { ...day, get, names, idOf };
}

test("responses that may be used are offered, the likeliest first, page by page", async (t) => {
  const { get, names, idOf, centre, post, server } = await desk(t);
  assert.deepEqual(await names(), ["Rückzahlung", "refund", "wait"]);
  assert.deepEqual(await names("?language=en"), ["refund", "wait", "Rückzahlung"]);
  assert.deepEqual(await names("?language=de"), ["Rückzahlung", "refund", "wait"]);
  assert.deepEqual(await names("?q=refund"), ["refund", "wait"]);
  assert.deepEqual(await names("?q=RF"), ["refund"]);
  assert.deepEqual(await names(`?q=${encodeURIComponent("rückz".normalize("NFD"))}`), ["Rückzahlung"]);
  assert.deepEqual(await names("?q=%2F%2F"), []);
  const [first] = (await get("?q=rf"))["responses"];
  assert.deepEqual(Object.keys(first), ["id", "name", "shortcut", "language", "preview", "version"]);
  assert.ok(
    first.preview.startsWith("Dear [Contact.FirstName] [Contact.Title], [ask.Amount] at [Shop]"),
    first.preview,
  );
  const used = { operationName: "ReportResponseTemplateUsage", responseTemplateId: await idOf("wait") };
  const mail = await owned(centre, "alice");
  assert.equal((await post("alice", `/me/emails/${mail}`, used)).status, 200);
  assert.deepEqual(await names(), ["wait", "Rückzahlung", "refund"]);
  assert.deepEqual(await names("?queue=support&language=de"), ["wait", "Rückzahlung", "refund"]);
  assert.deepEqual(await names("?queue=nowhere&language=de"), ["Rückzahlung", "wait", "refund"]);
  const page = await get("?limit=2");
  assert.deepEqual(await names(`?limit=2&cursor=${page["nextCursor"]}`), ["refund"]);
  assert.deepEqual(await names(`?limit=2&cursor=${encodeURIComponent(page["nextCursor"])}`), ["refund"]);
  const wrong = await server.ask({ as: "alice", path: `${base}?cursor=x` });
  assert.equal(refusal(wrong), "10/400 $.cursor: not a cursor of this list");
});

test("a rendered response says which values stand in it, which are missing, and stays harmless", async (t) => {
  const { idOf, centre, server, post } = await desk(t);
  const interactionId = await owned(centre, "alice");
  const render = (id: string, body: object) =>
    server.ask({ as: "alice", method: "POST", path: `${base}/${id}/render`, body });
  const id = await idOf("refund");
  const { sha256, size } = await centre.files.put(Buffer.from("terms"));
  const terms = { id: "00009a8T8Y13002T", name: "terms.txt", mime: "text/plain", size, sha256 };
  await centre.performing.store.change({ actor: "system" }, (tx) =>
    tx.responses.attach(id, { ...terms, contentId: undefined, isEmbedded: false }),
  );
  const { json } = await render(id, { interactionId });
  assert.equal(
    json["html"],
    '<p><a href="https://acme.test/?o=Ann" rel="noopener noreferrer nofollow" target="_blank">Dear</a> ' +
      '<span data-value="Contact.FirstName">Ann</span> <span data-value="Contact.Title">[Contact.Title]</span>,</p>' +
      '<p><span data-value="ask.Amount">[ask.Amount]</span> at <span data-value="Shop">Acme &amp; Sons</span></p>' +
      `<p><span data-value="Interaction.AttachedData(&quot;No 'such&quot;)">[Interaction.AttachedData("No 'such")]</span></p>`,
  );
  assert.deepEqual(json["values"], [
    { name: "Contact.FirstName", value: "Ann", kind: "contact" },
    { name: "Contact.Title", value: "", kind: "contact" },
    { name: "ask.Amount", value: "", kind: "ask" },
    { name: "Shop", value: "Acme & Sons", kind: "custom" },
    { name: `Interaction.AttachedData("No 'such")`, value: "", kind: "interaction" },
  ]);
  assert.match(String(json["text"]), /^Dear .*Ann \[Contact\.Title\],/);
  const [attachment, ...more]: Shown[] = [json["attachments"]].flat();
  assert.deepEqual([attachment?.id, attachment?.name, attachment?.size, more], [terms.id, "terms.txt", size, []]);
  const reply = await post("alice", `/me/emails/${interactionId}`, { operationName: "Reply" });
  const draft = `/me/emails/${reply.json["replyInteractionId"]}`;
  const body = json["html"];
  assert.equal((await post("alice", draft, { operationName: "Save", email: { body } })).status, 200);
  const { email } = JSON.parse((await server.ask({ as: "alice", path: `/api/v2${draft}` })).text);
  assert.ok(
    email.body.includes('<span data-value="Contact.Title">'),
    "a draft that is opened again knows what is missing",
  );
  assert.equal(refusal(await render("NO", { interactionId })), "6/404 template not found: NO");
  assert.equal(refusal(await render(await idOf("wait"), {})), "1/400 $.interactionId: missing");
});

test("every desktop hears of a response that is made, changed, or not to be used any more", async (t) => {
  const { server, hear, idOf } = await desk(t);
  await hear("alice", "/postroom/v1/responses");
  const id = await idOf("wait");
  const path = `/api/v2/response-templates/${id}`;
  const put = (body: object) => server.ask({ as: "sam", method: "PUT", path, body });
  assert.equal((await put({ body: "<p>Tomorrow.</p>" })).status, 200);
  assert.equal((await put({ approved: false })).status, 200);
  assert.equal((await server.ask({ as: "sam", method: "DELETE", path })).status, 200);
  const response = { id, name: "wait", language: "en", preview: "Tomorrow.", version: 2 };
  assert.deepEqual(await hear("bob", "/postroom/v1/responses"), [{ response }, { removedId: id }, { removedId: id }]);
});
