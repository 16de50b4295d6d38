import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import test, { type TestContext } from "node:test";
import { startDovecot } from "../support/dovecot.ts";
import { eventually } from "../support/eventually.ts";
import { clientOf } from "../support/http.ts";
import { letter } from "../support/mail.ts";
import { ledgerOf, teamReading, untilTaken } from "../support/mailboxes.ts";
import { needsPeers } from "../support/peers.ts";
import { startServer } from "../support/server.ts";
import { writeTeam } from "../support/team.ts";

/** Gives tokens that rotate, says what they are worth, and revokes them. */
async function startProvider(t: TestContext) {
  let granted = 0;
  let isRevoked = false;
  const refreshTokens: (string | null)[] = [];
  const server = createServer(async (request, response) => {
    const body = new URLSearchParams(Buffer.concat(await Array.fromAsync(request)).toString());
    const url = new URL(request.url ?? "", "http://provider.test");
    const say = (status: number, answer: object) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
    if (url.pathname === "/info") {
      const isActive = url.searchParams.get("access_token") === `access-canary-${granted}`;
      return say(200, { user: "support1", active: isActive });
    }
    refreshTokens.push(body.get("refresh_token"));
    if (isRevoked) return say(400, { error: "invalid_grant" });
    granted += 1;
    const token = { access_token: `access-canary-${granted}`, token_type: "Bearer", expires_in: 3_600 };
    return say(200, { ...token, refresh_token: `refresh-canary-${granted}` });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  return {
    ...{ url, refreshTokens },
    revoke: () => {
      isRevoked = true;
      granted += 1;
    },
  };
}

test("a mailbox is read with OAuth 2 tokens that rotate; a revoked one is alarmed within a minute and asked for no more, and no token is shown", {
  ...needsPeers("dovecot"),
  timeout: 120_000,
}, async (t) => {
  const provider = await startProvider(t);
  const dovecot = await startDovecot(t, { tokenInfo: `${provider.url}/info?access_token=` });
  const folder = dovecot.folderOf("support1");
  await folder.deliver(letter({ to: "support1@acme.test" }).raw);
  const oauth = { tokenUrl: `${provider.url}/token`, clientId: "postroom", refreshToken: "refresh-canary-0" };
  const team = await teamReading(dovecot, { support1: { password: undefined, oauth } });
  const server = await startServer(t, { team: await writeTeam(t, team) });
  await untilTaken(server.ready().http, "support1", 1);
  const sam = clientOf(server.ready().http, "sam");
  assert.deepEqual(provider.refreshTokens, ["refresh-canary-0"]);
  await server.kill();
  provider.revoke();
  await server.restart();
  const { alarms } = await eventually(
    () => ledgerOf(sam, "support1"),
    ({ state }) => state === "stopped",
    60_000,
  );
  assert.match(alarms.join(), /invalid_grant/);
  assert.equal(provider.refreshTokens.at(-1), "refresh-canary-1");
  const tries = provider.refreshTokens.length;
  await server.kill();
  await server.restart();
  await eventually(
    () => clientOf(server.ready().http, "sam").get("root:/metrics"),
    ({ text }) => text.includes('postroom_mailbox_alarm{mailbox="support1@acme.test",kind="token-revoked"} 1'),
    60_000,
  );
  assert.equal(provider.refreshTokens.length, tries);
  const shown = (await sam.get("root:/api/postroom/v1/mailboxes")).text + (await server.log());
  assert.doesNotMatch(shown, /(?:access|refresh)-canary/);
});
