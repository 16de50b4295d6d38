import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { mailboxAnswer, mailboxesAnswer, parseProvisioning } from "@postroom/contract";
import { type Ask, startHttp } from "../../adapters/http/http.fixture.ts";
import { openAccount } from "../../operations/account-secret.ts";
import { skillExpressionProblem } from "../../provisioning-file.ts";
import { applyProvisioning } from "../../start/provisioning.ts";
import { StartRefused } from "../../start-refused.ts";
import { acme } from "../../testing/centre.ts";
import { told } from "../gws/configuring.fixture.ts";
import { nothingOfFile } from "../of-file.ts";

const path = "/api/postroom/v1/mailboxes";
const password = "hunter2-hunter2";
const imap = { host: "mail.test", user: "sales", password };
const sales = { address: "Sales@acme.test", name: "Acme Sales", queue: "general", aliases: ["shop@acme.test"], imap };
const response = { category: "Mail", name: "received", language: "en", subject: "", body: "<p>Thank you.</p>" };

async function started(t: TestContext, file: object = { ...acme, standardResponses: [response] }, owned?: string) {
  const ofFile = { ...nothingOfFile, mailboxes: new Set(owned === undefined ? [] : [owned]) };
  const http = await startHttp(t, { file, options: { ofFile } });
  const { centre } = http;
  const ask = (method: string, tail: string, body?: unknown, more: Partial<Ask> = {}) =>
    http.ask({ method, path: `${path}${tail}`, as: "root", ...(body === undefined ? {} : { body }), ...more });
  const read = async (address: string) => {
    const { json, text } = await ask("GET", "");
    assert.doesNotMatch(text, /hunter|"secret"|"password"/);
    return mailboxesAnswer.parse(json).mailboxes.find((one) => one.address === address) ?? assert.fail(address);
  };
  const written = async (method: string, tail: string, body: unknown, more: Partial<Ask> = {}) => {
    const answer = await ask(method, tail, body, more);
    assert.equal(answer.status, 200, answer.text);
    assert.doesNotMatch(answer.text, /hunter/);
    return { ...answer, mailbox: mailboxAnswer.parse(answer.json).mailbox };
  };
  const problems = async (method: string, tail: string, body: unknown) => {
    const { status, json, text } = await ask(method, tail, body);
    assert.deepEqual([status, json["statusCode"]], [400, 10], text);
    const listed = json["problems"];
    return Array.isArray(listed) ? listed.map((one) => `${one.path}: ${one.message}`) : [json["statusMessage"]];
  };
  /** What of mailboxes was told, oldest first. */
  const audit = async () => {
    const { rows } = await centre.pool.query("SELECT event FROM outbox ORDER BY id");
    assert.doesNotMatch(JSON.stringify(rows), /hunter/);
    return rows.flatMap(({ event }) => (event.thing === "mailbox" ? [[event.operation, event.name, event.note]] : []));
  };
  const secretOf = async (id: string) => {
    const { rows } = await centre.pool.query("SELECT secret, fence FROM imap_accounts WHERE mailbox_id = $1", [id]);
    const [row] = rows;
    assert.doesNotMatch(String(row?.secret), /hunter/);
    return { fence: row?.fence, secret: row && openAccount(centre.performing.world.secrets, id, row.secret) };
  };
  return { centre, ask, read, written, problems, audit, secretOf };
}

test("an admin adds a mailbox with the keys of the provisioning file; what is read can be written, and what it logs in with is never shown", async (t) => {
  const { read, written, audit, secretOf } = await started(t);
  const { mailbox, headers } = await written("POST", "", sales);
  const { id } = mailbox;
  assert.deepEqual(mailbox, {
    ...{ id, version: 1, address: "sales@acme.test", name: "Acme Sales", queue: "general" },
    ...{ aliases: ["shop@acme.test"], bounceTag: true, spam: "route", acknowledgement: null },
    ...{ replyToken: false, subjectTag: false, subjectRule: false },
    canaryEvery: null,
    imap: {
      ...{ host: "mail.test", port: 993, tls: "implicit", user: "sales", enabled: true },
      folder: "INBOX",
      after: "keep",
      copySent: false,
      from: "all",
    },
  });
  assert.equal(headers["etag"], '"1"');
  assert.deepEqual((await secretOf(id)).secret, { password });
  const row = await read("sales@acme.test");
  const again = await written("PUT", `/${id}`, row);
  assert.deepEqual([again.mailbox, again.headers["etag"]], [mailbox, '"1"'], "nothing has changed");
  assert.deepEqual(await audit(), [["CreateMailbox", "sales@acme.test", undefined]]);
});

test("what is given changes and the rest stays; the audit names the properties, and a stale version is refused", async (t) => {
  const { ask, written, audit, secretOf } = await started(t);
  const { id } = (await written("POST", "", sales)).mailbox;
  const before = await secretOf(id);
  const change = {
    name: "Sales",
    queue: "support",
    acknowledgement: { response: "received" },
    spam: "park",
    bounceTag: false,
  };
  const { mailbox } = await written("PUT", `/${id}`, change, { headers: { "if-match": '"1"' } });
  const answering = { response: "received", unauthenticated: false };
  assert.deepEqual(
    [mailbox.version, mailbox.name, mailbox.queue, mailbox.acknowledgement, mailbox.spam, mailbox.bounceTag],
    [2, "Sales", "support", answering, "park", false],
  );
  assert.deepEqual(mailbox.aliases, ["shop@acme.test"]);
  assert.deepEqual(await secretOf(id), before, "whoever reads the account is left in peace");
  const stale = await ask("PUT", `/${id}`, { name: "x" }, { headers: { "if-match": '"1"' } });
  assert.deepEqual(
    [...told(stale), stale.json["version"]],
    [409, 2, "version 1 is stale, the present version is 2", 2],
  );
  const without = await written("PUT", `/${id}`, { acknowledgement: "none", imap: "none" });
  assert.deepEqual([without.mailbox.acknowledgement, without.mailbox.imap], [null, null]);
  assert.deepEqual((await secretOf(id)).secret, undefined);
  assert.deepEqual((await audit()).slice(1), [
    ["ChangeMailbox", "sales@acme.test", "name, queue, bounceTag, spam, acknowledgement"],
    ["ChangeMailbox", "sales@acme.test", "acknowledgement, imap"],
  ]);
});

test("canary mails and the folder of sent mail change like the rest, and can be taken away", async (t) => {
  const { written, problems, audit } = await started(t);
  const { id } = (await written("POST", "", { ...sales, canaryEvery: 600 })).mailbox;
  const put = async (body: object) => {
    const { mailbox } = await written("PUT", `/${id}`, body);
    return [mailbox.canaryEvery, mailbox.imap?.sentFolder, mailbox.imap?.copySent];
  };
  assert.deepEqual(await put({ imap: { sentFolder: "Sent", copySent: true } }), [600, "Sent", true]);
  assert.deepEqual(await put({ name: "Sales" }), [600, "Sent", true]);
  assert.deepEqual(await problems("PUT", `/${id}`, { imap: { sentFolder: "INBOX" } }), [
    "$.imap.sentFolder: is the folder that is read",
  ]);
  assert.deepEqual(await put({ canaryEvery: "none", imap: { sentFolder: null } }), [null, undefined, false]);
  assert.deepEqual((await audit()).slice(1), [
    ["ChangeMailbox", "sales@acme.test", "imap"],
    ["ChangeMailbox", "sales@acme.test", "name"],
    ["ChangeMailbox", "sales@acme.test", "canaryEvery, imap"],
  ]);
});

test("an account changes key by key; another account needs its own password, and a new password begins anew", async (t) => {
  const { written, problems, secretOf, audit } = await started(t);
  const { id } = (await written("POST", "", { ...sales, imap: { ...imap, after: "move", moveTo: "Done" } })).mailbox;
  const first = await secretOf(id);
  const seen = await written("PUT", `/${id}`, { imap: { after: "seen" } });
  assert.deepEqual(
    [seen.mailbox.imap?.after, seen.mailbox.imap?.moveTo, seen.mailbox.imap?.host],
    ["seen", undefined, "mail.test"],
  );
  assert.deepEqual((await secretOf(id)).secret, { password });
  assert.ok((await secretOf(id)).fence > first.fence, "who reads it finds that it has changed");
  for (const other of [{ host: "evil.test" }, { user: "other" }, { port: 143 }, { host: "localhost", tls: "none" }]) {
    const found = await problems("PUT", `/${id}`, { imap: other });
    assert.deepEqual(found, ["$.imap.password: needed anew: the account is another one"]);
  }
  await written("PUT", `/${id}`, { imap: { host: "new.test", password: "hunter3" } });
  assert.deepEqual((await secretOf(id)).secret, { password: "hunter3" });
  const oauth = { tokenUrl: "https://login.test/token", clientId: "c", refreshToken: "hunter4" };
  await written("PUT", `/${id}`, { imap: { oauth } });
  assert.deepEqual((await secretOf(id)).secret, { oauth });
  await written("PUT", `/${id}`, { imap: { oauth } });
  assert.equal((await audit()).length, 4, "the same once more is no change");
});

test("an account whose secret nobody can open any more is mended by a new password", async (t) => {
  const { centre, written, secretOf } = await started(t);
  const { id } = (await written("POST", "", sales)).mailbox;
  await centre.pool.query("UPDATE imap_accounts SET secret = 'v1.gone.AAAA'");
  await written("PUT", `/${id}`, { name: "Sales" });
  await written("PUT", `/${id}`, { imap: { password } });
  assert.deepEqual((await secretOf(id)).secret, { password });
});

test("everything that is wrong is told at once, each with its field, and nothing is changed", async (t) => {
  const { read, problems, audit, ask } = await started(t, {
    ...acme,
    settings: { defaultFromAddress: "help@acme.test" },
    mailboxes: [{ ...acme.mailboxes[0], imap: { host: "mail.test", user: "support", password } }],
  });
  const wrong = {
    ...{ address: "help@acme.test", queue: "nowhere", aliases: ["x@acme.test", "x@acme.test", "not one"], alias: [] },
    acknowledgement: { response: "nosuch" },
    imap: { host: "mail.test", port: 99_999, user: "u", password: { env: "HOME" }, tls: "none", after: "move" },
  };
  assert.deepEqual(
    (await problems("POST", "", wrong)).sort(),
    [
      "$.acknowledgement.response: no such standard response: nosuch",
      "$.address: the same as aliases[0] of support@acme.test",
      "$.aliases[1]: the same as $.aliases[0]",
      '$.aliases[2]: not an e-mail address: "not one"',
      "$.alias: unknown key",
      "$.imap.moveTo: after: move and moveTo belong together",
      "$.imap.tls: none is allowed only on this machine (localhost, 127.0.0.1, ::1)",
      "$.imap.password: expected a text: only the provisioning file can name environment variables",
      "$.imap.port: at most 65535",
      "$.queue: no such queue: nowhere",
    ].sort(),
  );
  const twice = { ...sales, queue: "parked", imap: { ...imap, host: "MAIL.test", user: "support" } };
  assert.deepEqual(await problems("POST", "", twice), [
    "$.queue: a queue of kind parked is never routed: parked",
    "$.imap: reads the same folder as imap of support@acme.test",
  ]);
  const { id } = await read("support@acme.test");
  const [only] = await problems("PUT", `/${id}`, { aliases: [] });
  assert.equal(only, "$.aliases: settings.defaultFromAddress is one of them: help@acme.test");
  assert.deepEqual(told(await ask("POST", "", { queue: "general" })), [400, 1, "$.address: missing"]);
  assert.deepEqual(told(await ask("POST", "", [])), [400, 10, "$: expected object, got array"]);
  assert.deepEqual(await audit(), []);
});

test("refusals of mailbox writes", async (t) => {
  const { ask, read, written } = await started(t);
  const { id } = await read("support@acme.test");
  const post = (body: object, more: Partial<Ask> = {}) => ask("POST", "", body, more);
  assert.deepEqual(told(await post({ address: "SUPPORT@acme.test", queue: "general" })), [
    ...[409, 18, "mailbox already exists: support@acme.test"],
  ]);
  assert.deepEqual(told(await post({ ...sales, id: "mine" })), [400, 11, "$.id: read-only"]);
  assert.deepEqual(told(await ask("PUT", `/${id}`, { address: "other@acme.test" })), [400, 11, "$.address: read-only"]);
  assert.deepEqual(told(await ask("PUT", "/nosuch", {})), [404, 6, "mailbox not found: nosuch"]);
  for (const as of ["sam", "alice"]) {
    assert.deepEqual(told(await post(sales, { as })).slice(0, 2), [403, 5]);
    assert.deepEqual(told(await ask("PUT", `/${id}`, {}, { as })).slice(0, 2), [403, 5]);
  }
  const headers = { "idempotency-key": "k1" };
  const first = await written("POST", "", sales, { headers });
  assert.deepEqual(
    (await written("POST", "", sales, { headers })).mailbox,
    first.mailbox,
    "a repetition makes no other",
  );
  assert.deepEqual(told(await post({ address: sales.address, queue: "general" })).slice(0, 2), [409, 18]);
});

test("the provisioning file wins for the mailboxes that it names, leaves others alone, and is refused when it takes what they have", async (t) => {
  const { centre, read, written } = await started(t, acme);
  await written("POST", "", sales);
  const { id } = await read("support@acme.test");
  await written("PUT", `/${id}`, { name: "Changed", aliases: [] });
  const apply = async (mailboxes: readonly unknown[]) => {
    const parsed = parseProvisioning({ ...acme, mailboxes }, { skillExpressionProblem });
    assert.ok(parsed.ok);
    return applyProvisioning(centre.performing, centre.passwords, parsed.provisioning, { isDefault: false });
  };
  const [support] = acme.mailboxes;
  assert.equal(await apply(acme.mailboxes), true, "a file is applied anew once an admin has changed something");
  const after = await read("support@acme.test");
  assert.deepEqual([after.name, after.aliases, after.version], ["Acme Support", ["help@acme.test"], 3]);
  assert.equal((await read("sales@acme.test")).imap?.user, "sales");
  const clashing = [support, { address: "shop@acme.test", queue: "general", aliases: ["SALES@acme.test"], imap }];
  await assert.rejects(apply(clashing), (error) => {
    assert.ok(error instanceof StartRefused);
    assert.deepEqual(error.problems.toSorted(), [
      "mailboxes[1].address: the same as aliases[0] of sales@acme.test, which is there and not in the file",
      "mailboxes[1].aliases[0]: the same as address of sales@acme.test, which is there and not in the file",
      "mailboxes[1].imap: reads the same folder as imap of sales@acme.test, which is there and not in the file",
    ]);
    return true;
  });
});

test("a token URL that is none is refused like all else, and so is one in clear text elsewhere", async (t) => {
  const { problems } = await started(t);
  for (const tokenUrl of ["", "nowhere", "http://", "http://login.test/token", "ftp://login.test"]) {
    const oauth = { tokenUrl, clientId: "c", refreshToken: "r" };
    const found = await problems("POST", "", { ...sales, imap: { host: "mail.test", user: "sales", oauth } });
    assert.deepEqual(found, ["$.imap.oauth.tokenUrl: expected a URL that starts with https://"], tokenUrl);
  }
});

test("what the provisioning file names is shown with its source, and is not changed here", async (t) => {
  const { ask, read, written, audit } = await started(t, undefined, "support@acme.test");
  const { id, source, readOnly } = await read("support@acme.test");
  assert.deepEqual([source, readOnly], ["file", true]);
  const refused = await ask("PUT", `/${id}`, { name: "Mine" });
  assert.deepEqual(told(refused), [
    400,
    11,
    "$: read-only, the provisioning file names support@acme.test: change it there",
  ]);
  assert.deepEqual(await audit(), []);
  const own = (await written("POST", "", sales)).mailbox;
  const row = await read("sales@acme.test");
  assert.deepEqual([row.source, row.readOnly], ["page", false]);
  await written("PUT", `/${own.id}`, { ...row, name: "Shop" });
});

test("an account that is switched off keeps what it logs in with, is not tried, and has no alarms until it is on again", async (t) => {
  const { ask, read, written, audit, secretOf } = await started(t);
  const { id } = (await written("POST", "", sales)).mailbox;
  const off = await written("PUT", `/${id}`, { imap: { enabled: false } });
  assert.equal(off.mailbox.imap?.enabled, false);
  assert.deepEqual((await secretOf(id)).secret, { password });
  const { state, alarms, cause } = await read("sales@acme.test");
  assert.deepEqual([state, alarms, cause], ["off", [], null]);
  const tried = await ask("POST", `/${id}/tests`, { direction: "in" });
  assert.deepEqual(told(tried), [409, 2, "TryMailbox is not possible: the account is switched off"]);
  await written("PUT", `/${id}`, { imap: { enabled: true } });
  assert.equal((await read("sales@acme.test")).state, "starting");
  assert.deepEqual((await audit()).slice(1), [
    ["ChangeMailbox", "sales@acme.test", "imap"],
    ["ChangeMailbox", "sales@acme.test", "imap"],
  ]);
});
