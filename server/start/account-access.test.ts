import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { parseProvisioning } from "@postroom/contract";
import { startPeer, testSource } from "../adapters/imap/imap-peer.fixture.ts";
import { createTokens, tokenDefaults } from "../adapters/oauth/tokens.ts";
import { AccountLost } from "../loops/fetching.ts";
import { acmeFetching } from "../loops/mail-server.fixture.ts";
import { openAccountFolder } from "../loops/read-account.ts";
import { SourceFailed } from "../ports/mail-source.ts";
import { NotApplied, type Store } from "../ports/store.ts";
import { testCentre } from "../testing/centre.ts";
import { startTokenEndpoint } from "../testing/token-endpoint.ts";
import { createAccess } from "./account-access.ts";
import { applyProvisioning } from "./provisioning.ts";

async function started(t: TestContext, { livesSeconds = 3_600, more = {} }: Wishes = {}) {
  const endpoint = await startTokenEndpoint(t, { livesSeconds });
  const oauth = {
    tokenUrl: endpoint.url,
    clientId: "postroom",
    clientSecret: "client-demo-1",
    refreshToken: "refresh-0",
    ...more,
  };
  const file = acmeFetching({ password: undefined, oauth });
  const centre = await testCentre(t, file);
  const { performing, clock } = centre;
  const settings = { ...tokenDefaults, timeoutSeconds: 2 };
  const access = () => createAccess({ performing, clock, tokens: createTokens(settings) });
  const [account] = await performing.store.read((reading) => reading.mailAccounts.all());
  assert(account !== undefined);
  const fence = await performing.store.change({ actor: "test" }, (tx) => tx.mailAccounts.claim(account.mailbox, "p1"));
  assert(fence !== undefined);
  const token = async (refused?: string) => {
    const credentials = await access()(account, fence, refused);
    return "accessToken" in credentials ? credentials.accessToken : "";
  };
  return { endpoint, centre, access, account, fence, token, file };
}

type Wishes = { readonly livesSeconds?: number; readonly more?: object };

const trouble = (kind: string) => (error: unknown) => {
  assert(error instanceof SourceFailed, String(error));
  assert.doesNotMatch(`${error.stack} ${JSON.stringify(error)}`, /refresh-\d|access-\d|client-demo-1/);
  return error.trouble === kind;
};

test("a token is asked for once, kept sealed, and asked for anew 5 minutes before it expires, with the rotated refresh token", async (t) => {
  const { endpoint, centre, token } = await started(t);
  assert.deepEqual([await token(), await token()], ["access-1", "access-1"]);
  centre.clock.advance(3_600_000 - 300_001);
  assert.equal(await token(), "access-1");
  centre.clock.advance(1);
  assert.equal(await token(), "access-2");
  assert.deepEqual(
    endpoint.asked.map((body) => [body.get("refresh_token"), body.get("client_secret")]),
    [
      ["refresh-0", "client-demo-1"],
      ["refresh-1", "client-demo-1"],
    ],
  );
  const { rows } = await centre.pool.query("SELECT secret, token FROM imap_accounts");
  assert.doesNotMatch(JSON.stringify(rows), /access-|refresh-|client-demo-1/);
});

test("without a refresh token tokens are asked for in our own name, and again when the first ends or is refused", async (t) => {
  const scope = "https://outlook.office365.com/.default";
  const { endpoint, centre, token } = await started(t, { more: { refreshToken: undefined, scope } });
  assert.deepEqual([await token(), await token(), await token("own-1")], ["own-1", "own-1", "own-2"]);
  centre.clock.advance(3_600_000 - 300_000);
  assert.equal(await token(), "own-3");
  const grants = endpoint.asked.map((body) => [body.get("grant_type"), body.get("scope"), body.get("refresh_token")]);
  assert.deepEqual(grants, Array(3).fill(["client_credentials", scope, null]));
});

test("a process that loses the account while it asks keeps the rotated refresh token: the old one is used up", async (t) => {
  const { endpoint, centre, access, account, fence, token } = await started(t);
  await assert.rejects(access()(account, fence - 1), AccountLost);
  assert.deepEqual([await token(), endpoint.asked.length], ["access-1", 1]);
  await centre.pool.query("UPDATE imap_accounts SET token = NULL, secret = 'another'");
  await assert.rejects(access()(account, fence - 1));
  const { rows } = await centre.pool.query("SELECT token FROM imap_accounts");
  assert.equal(rows[0].token, null, "what belongs to another log-in is not kept");
});

test("a token that the database could not take is held, and stored before anything is asked for anew", async (t) => {
  const { endpoint, centre, account, fence } = await started(t);
  let isAway = true;
  const { performing, clock } = centre;
  const change: Store["change"] = (...given) => {
    if (isAway) throw new NotApplied("the database is away");
    return performing.store.change(...given);
  };
  const away = { ...performing, store: { ...performing.store, change } };
  const here = createAccess({ performing: away, clock, tokens: createTokens() });
  await assert.rejects(here(account, fence), NotApplied);
  await assert.rejects(here(account, fence), NotApplied);
  isAway = false;
  assert.deepEqual([await here(account, fence), endpoint.asked.length], [{ accessToken: "access-1" }, 1]);
  assert.deepEqual(await here(account, fence, "access-1"), { accessToken: "access-2" });
  assert.equal(endpoint.asked.at(-1)?.get("refresh_token"), "refresh-1");
});

test("two connections to one account that need a token at once make one refresh", async (t) => {
  const { endpoint, access, account, fence } = await started(t);
  const shared = access();
  const both = await Promise.all([shared(account, fence), shared(account, fence)]);
  assert.deepEqual([both, endpoint.asked.length], [[{ accessToken: "access-1" }, { accessToken: "access-1" }], 1]);
});

test("two connections whose one token is refused make one refresh", async (t) => {
  const { endpoint, access, account, fence, token } = await started(t);
  const refused = await token();
  const shared = access();
  const both = await Promise.all([shared(account, fence, refused), shared(account, fence, refused)]);
  assert.deepEqual([both, endpoint.asked.length], [[{ accessToken: "access-2" }, { accessToken: "access-2" }], 2]);
});

test("the token in use outlives the same file applied again, and not a file with another log-in", async (t) => {
  const { endpoint, centre, token, file } = await started(t);
  await token();
  const apply = async (changes: object) => {
    const parsed = parseProvisioning({ ...file, ...changes }, { skillExpressionProblem: () => undefined });
    assert(parsed.ok);
    await applyProvisioning(centre.performing, centre.passwords, parsed.provisioning, { isDefault: false });
    const { rows } = await centre.pool.query("SELECT token FROM imap_accounts");
    return rows[0].token !== null;
  };
  assert.equal(await apply({ skills: ["English", "French", "QA", "German"] }), true);
  const oauth = { tokenUrl: endpoint.url, clientId: "postroom", refreshToken: "refresh-9" };
  assert.equal(await apply(acmeFetching({ password: undefined, oauth })), false);
});

test("a refused token is asked for anew once; when that is refused too the log-in is refused", async (t) => {
  const { endpoint, access, account, fence } = await started(t);
  const peer = await startPeer(t, {
    CAPABILITY: () => ["* CAPABILITY IMAP4rev1 AUTH=XOAUTH2 SASL-IR"],
    AUTHENTICATE: (command) => {
      const said = Buffer.from(command.split(" ")[2] ?? "", "base64").toString();
      const [user, bearer = ""] = said.split("\u0001");
      assert.equal(user, "user=support");
      const token = bearer.replace("auth=Bearer ", "");
      return endpoint.valid.has(token) ? [] : ["NO [AUTHENTICATIONFAILED] token is not valid"];
    },
  });
  const { source } = await testSource(t, peer.port);
  const here = { ...account, port: peer.port };
  const open = () =>
    openAccountFolder({ source, credentials: access() }, here, { fence, stopping: new AbortController().signal });
  await (await open()).close();
  endpoint.valid.delete("access-1");
  await (await open()).close();
  assert.equal(endpoint.asked.length, 2);
  endpoint.answer = () => ({
    status: 200,
    body: '{"access_token":"worthless","token_type":"Bearer","expires_in":3600}',
  });
  endpoint.valid.clear();
  await assert.rejects(open(), trouble("log-in"));
  assert.equal(endpoint.asked.length, 3);
  assert.equal(peer.heard.filter((command) => command.startsWith("AUTHENTICATE")).length, 5);
});

test("oauth_expiry_alarms: a revoked token is told as that; an endpoint that fails, floods or says nothing is tried again", async (t) => {
  const { endpoint, token } = await started(t);
  endpoint.answer = () => ({ status: 400, body: '{"error":"invalid_grant","error_description":"refresh-0 is over"}' });
  await assert.rejects(token(), trouble("token-revoked"));
  for (const answer of [
    { status: 400, body: '{"error":"invalid_client"}' },
    { status: 503, body: "later" },
    { status: 200, body: "{" },
    { status: 200, body: "{}" },
    { status: 302, body: "" },
    { status: 200, body: `{"access_token":"${"x".repeat(100_000)}","token_type":"Bearer"}` },
  ]) {
    endpoint.answer = () => answer;
    await assert.rejects(token(), trouble("token"), answer.body.slice(0, 30));
  }
  endpoint.answer = undefined;
  assert.equal(await token(), `access-${endpoint.asked.length}`);
});

test("how long tokens can be asked for is a forecast where the endpoint says it, and stays where it does not", async (t) => {
  const { endpoint, centre, token } = await started(t);
  const answer = (more: string) => ({
    status: 200,
    body: `{"access_token":"a","token_type":"Bearer","expires_in":3600${more}}`,
  });
  const forecast = async () => {
    await token("a");
    return (await centre.pool.query("SELECT grant_expires_at AS at FROM imap_accounts")).rows[0].at;
  };
  endpoint.answer = () => answer("");
  assert.equal(await forecast(), null);
  const expected = centre.clock.wall() + 604_800_000;
  for (const more of [',"refresh_token_expires_in":604800', "", ',"refresh_expires_in":0']) {
    endpoint.answer = () => answer(more);
    assert.equal(await forecast(), expected, more);
  }
});
