import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { drafted, load, owned, receive } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";
import type { Shown } from "../gws/desk.fixture.ts";
import { refusal, startDay } from "../gws/listening.fixture.ts";

/** Alice owns Ann's mail, which is HTML, and has a draft that answers it. */
async function desk(t: TestContext) {
  const day = await startDay(t, { file: acme });
  const { server, centre } = day;
  const mail = await owned(centre, "alice", {
    headers: ["From: Ann Lee <ann@customer.test>", "Subject: Order", "MIME-Version: 1.0", "Content-Type: text/html"],
    body: "<table><tr><td>Invoice</td><td>4711</td></tr></table>",
  });
  const draft = await drafted(centre, "alice", mail);
  const quote = (interactionId: unknown, as = "alice") =>
    server.ask({
      ...{ method: "PUT", path: `/api/postroom/v1/drafts/${draft}/quote`, as },
      body: { interactionId },
    });
  const read = async (): Promise<Shown> => (await day.get("alice", `/me/emails/${draft}`)).json["email"];
  const send = (email: object) =>
    server.ask({
      ...{ method: "POST", path: `/api/v2/me/emails/${draft}`, as: "alice" },
      body: { operationName: "Send", email },
    });
  return { ...day, mail, draft, quote, read, send };
}

test("what a draft quotes stands beside its text, and behind it once it is sent", async (t) => {
  const { mail, draft, quote, read, send, centre, hear } = await desk(t);
  const before = await read();
  assert.equal(before.quote, undefined);
  const answer = await quote(mail);
  assert.deepEqual(
    [answer.status, answer.json["quote"], answer.json["version"]],
    [200, { interactionId: mail }, before.version + 1],
  );
  const shown = await read();
  assert.deepEqual(
    [shown.quote, shown.body, shown.bodyAsPlainText],
    [{ interactionId: mail }, before.body, before.bodyAsPlainText],
  );
  const told: readonly Shown[] = await hear("alice", "/v2/me/emails");
  assert.deepEqual(
    [told.at(-1)?.notificationType, told.at(-1)?.email.quote],
    ["PropertiesUpdated", { interactionId: mail }],
  );
  const sent = await send({ body: "<p>Tomorrow</p>" });
  assert.equal(sent.status, 200, sent.text);
  const { body, bodyAsPlainText, quote: left } = await read();
  assert.match(
    body,
    /^<p>Tomorrow<\/p><p>[^<]*, Ann Lee &lt;ann@customer\.test&gt;<\/p><blockquote type="cite">.*4711/s,
  );
  assert.match(bodyAsPlainText, /^Tomorrow\n\n[^\n]*Ann Lee <ann@customer\.test>\n> .*4711/s);
  assert.equal(left, undefined);
  assert.equal((await load(centre, draft)).state, "Sent");
});

test("a quote that is taken away stays out, and plain text of one's own stays plain", async (t) => {
  const { mail, quote, read, send } = await desk(t);
  await quote(mail);
  const removed = await quote(null);
  assert.equal(removed.json["quote"], null);
  assert.equal((await read()).quote, undefined);
  await quote(mail);
  const sent = await send({ bodyAsPlainText: "Tomorrow" });
  assert.equal(sent.status, 200, sent.text);
  assert.match((await read()).bodyAsPlainText, /^Tomorrow\n\n.*\n> .*4711/s);
});

test("only the owner of a draft may say what it quotes, and only an e-mail of its thread", async (t) => {
  const { mail, draft, quote, centre, server } = await desk(t);
  const other = await receive(centre);
  assert.match(refusal(await quote(mail, "bob")), /^(3|6)/);
  assert.match(refusal(await quote(other)), /^(10|6)/);
  assert.match(refusal(await quote(draft)), /^10.*another e-mail of the same thread/);
  assert.match(refusal(await quote("NONE")), /^6/);
  assert.match(refusal(await quote(7)), /^10/);
  const onMail = await server.ask({
    ...{ method: "PUT", path: `/api/postroom/v1/drafts/${mail}/quote`, as: "alice", body: { interactionId: null } },
  });
  assert.match(refusal(onMail), /^2\/409/);
  assert.equal((await load(centre, draft)).quote, undefined);
});
