import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { load, readAndRoute, receive, type TestMail } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";
import { type Desk, desk, dialects, type Shown } from "./desk.fixture.ts";

const [, dialectB] = dialects;
const dayMs = 86_400_000;

const started = (t: TestContext, rules: object): Promise<Desk> =>
  desk(t, dialectB, { ...acme, mailboxes: acme.mailboxes.map((one) => ({ ...one, ...rules })) });

let count = 0;

/** Without any id of ours, as from a client that writes neither References nor In-Reply-To. */
function mail(
  from: string,
  subject: string,
  given: { readonly to?: string; readonly more?: readonly string[] } = {},
): TestMail {
  count += 1;
  const { to = "support@acme.test", more = [] } = given;
  return {
    headers: [`From: ${from}`, `To: ${to}`, `Subject: ${subject}`, `Message-ID: <${count}@customer.test>`, ...more],
    envelopeFrom: from,
    body: `Number ${count}`,
  };
}

/** The header of a sent mail. */
async function headerOf({ ask }: Desk, id: string): Promise<string> {
  const { text } = await ask({ path: `/api/v2/interactions/${id}/raw`, as: "sam" });
  return text.slice(0, text.indexOf("\r\n\r\n")).replace(/\r\n[ \t]+/g, " ");
}

const valueIn = (header: string, name: string): string | undefined =>
  new RegExp(`^${name}: (.*)\\r?$`, "m").exec(header)?.[1];

/** An answer of alice's to a mail of Ann's. */
async function answered(at: Desk, subject = "Order 4711") {
  const original = await at.accepted("alice", mail("ann@customer.test", subject));
  const draft = await at.done("alice", original, { operationName: "Reply", subjectPrefix: "Re: " });
  const sent = await at.done("alice", draft, { operationName: "Send", email: { bodyAsPlainText: "Tomorrow." } });
  await at.done("alice", original, { operationName: "Complete" });
  const { thread } = await load(at.centre, original);
  return { thread, sent, header: await headerOf(at, sent) };
}

async function arrived(at: Desk, given: TestMail): Promise<Shown> {
  const id = await receive(at.centre, given);
  await readAndRoute(at.centre);
  return Object((await at.ask({ path: `/api/v2/interactions/${id}`, as: "sam" })).json)["interaction"];
}

const rulesOf = ({ joinedBecause }: Shown) => [joinedBecause?.rule, ...(joinedBecause?.flags ?? [])];

test("by default a mail has neither Reply-To nor tag, and nothing is looked for by subject", async (t) => {
  const at = await started(t, {});
  const { header, thread } = await answered(at);
  assert.equal(valueIn(header, "Reply-To"), undefined);
  assert.equal(valueIn(header, "Subject"), "Re: Order 4711");
  const next = await arrived(at, mail("ann@customer.test", "Re: Order 4711"));
  assert.notEqual(next.threadId, thread);
});

test("replyToken: answers go to an address of the thread's own, and whoever has it joins; a stranger with a flag", async (t) => {
  const at = await started(t, { replyToken: true });
  const { header, thread } = await answered(at);
  const [, to = ""] =
    /^Acme Support <(support\+c\.[^.]+\.[a-z2-7]{16}@acme\.test)>$/.exec(valueIn(header, "Reply-To") ?? "") ?? [];
  const next = await arrived(at, mail("ann@customer.test", "Something else", { to }));
  assert.deepEqual([next.threadId, ...rulesOf(next)], [thread, "token", "subjectChanged"]);
  assert.equal(next.interactionSubType, "InboundCustomerReply");
  const stranger = await arrived(at, mail("eve@other.test", "Re: Order 4711", { to: to.toUpperCase() }));
  assert.deepEqual([stranger.threadId, ...rulesOf(stranger)], [thread, "token", "newParticipant"]);
  const forged = await arrived(
    at,
    mail("eve@other.test", "Re: x", { to: to.replace(/\.[a-z2-7]{16}@/, `.${"a".repeat(16)}@`) }),
  );
  assert.notEqual(forged.threadId, thread);
});

test("an answer to a mail that came to the token's address goes out from the mailbox, with the same token", async (t) => {
  const at = await started(t, { replyToken: true });
  const { header } = await answered(at);
  const token = valueIn(header, "Reply-To");
  const to = /<(.*)>/.exec(token ?? "")?.[1] ?? "";
  const next = await at.accepted("alice", mail("ann@customer.test", "Re: Order 4711", { to }));
  const draft = await at.done("alice", next, { operationName: "ReplyAll", subjectPrefix: "Re: " });
  const sent = await at.done("alice", draft, { operationName: "Send", email: { bodyAsPlainText: "Tomorrow." } });
  const after = await headerOf(at, sent);
  assert.deepEqual(
    ["From", "To", "Cc", "Reply-To"].map((name) => valueIn(after, name)),
    ["Acme Support <support@acme.test>", "ann@customer.test", undefined, token],
  );
});

test("tokens name their thread also after it was joined to another", async (t) => {
  const at = await started(t, { replyToken: true, subjectTag: true });
  const first = await answered(at, "One");
  const second = await answered(at, "Two");
  const body = { operationName: "Join", threadIds: [second.thread] };
  const joined = await at.ask({ method: "POST", path: `/api/v2/ucs/threads/${first.thread}`, as: "sam", body });
  assert.equal(joined.status, 200, joined.text);
  const to = /<(.*)>/.exec(valueIn(second.header, "Reply-To") ?? "")?.[1] ?? "";
  assert.equal((await arrived(at, mail("ann@customer.test", "Re: Two", { to }))).threadId, first.thread);
  const tagged = await arrived(at, mail("ann@customer.test", valueIn(second.header, "Subject") ?? ""));
  assert.deepEqual([tagged.threadId, rulesOf(tagged)[0]], [first.thread, "tag"]);
});

test("subjectTag: the tag stands behind the marks of an answer, once, and joins participants of a young thread only", async (t) => {
  const at = await started(t, { subjectTag: true });
  const { header, thread, sent } = await answered(at);
  const subject = valueIn(header, "Subject") ?? "";
  assert.match(subject, /^Re: \[#\d+-[A-Z2-7]{4}\] Order 4711$/);
  const shown = await at.ask({ path: `/api/v2/interactions/${sent}`, as: "sam" });
  assert.equal(Object(shown.json)["interaction"].subject, subject, "what is shown is what was sent");
  const next = await at.accepted("alice", mail("ann@customer.test", subject));
  const draft = await at.done("alice", next, { operationName: "Reply", subjectPrefix: "Re: " });
  const again = await at.done("alice", draft, { operationName: "Send", email: { bodyAsPlainText: "Tomorrow." } });
  assert.equal(valueIn(await headerOf(at, again), "Subject"), subject);
  const answer = await arrived(at, mail("ann@customer.test", `AW: ${subject.slice(4)}`));
  assert.deepEqual([answer.threadId, ...rulesOf(answer)], [thread, "tag"]);
  const other = await arrived(at, mail("eve@other.test", subject));
  assert.notEqual(other.threadId, thread);
  const guessed = subject.replace(/-[A-Z2-7]{4}\]/, (check) => (check === "-AAAA]" ? "-BBBB]" : "-AAAA]"));
  assert.notEqual((await arrived(at, mail("ann@customer.test", guessed))).threadId, thread);
  at.centre.clock.advance(91 * dayMs);
  assert.notEqual((await arrived(at, mail("ann@customer.test", subject))).threadId, thread);
});

test("subjectRule: the same customer's answer with the same subject joins for seven days; nobody else's, no list's, no new matter", async (t) => {
  const at = await started(t, { subjectRule: true });
  const { thread } = await answered(at);
  const joined = await arrived(at, mail("ann@customer.test", "RE: Order 4711"));
  assert.deepEqual([joined.threadId, ...rulesOf(joined)], [thread, "subject"]);
  for (const apart of [
    mail("bob@customer.test", "Re: Order 4711"),
    mail("ann@customer.test", "Order 4711"),
    mail("ann@customer.test", "Re: Order 4712"),
    mail("ann@customer.test", "Re: Order 4711", { more: ["List-Id: <news.customer.test>"] }),
  ]) {
    assert.notEqual((await arrived(at, apart)).threadId, thread, apart.headers?.join());
  }
  at.centre.clock.advance(8 * dayMs);
  assert.notEqual((await arrived(at, mail("ann@customer.test", "Re: Order 4711"))).threadId, thread);
});

test("subjectRule looks only among what came through the same mailbox", async (t) => {
  const sales = { address: "sales@acme.test", name: "Acme Sales", queue: "support", subjectRule: true };
  const at = await desk(t, dialectB, { ...acme, mailboxes: [...acme.mailboxes, sales] });
  const { thread } = await answered(at);
  const elsewhere = { ...mail("ann@customer.test", "Re: Order 4711", { to: sales.address }), mailbox: sales.address };
  assert.notEqual((await arrived(at, elsewhere)).threadId, thread);
});
