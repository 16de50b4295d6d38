import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { type TestContext, test } from "node:test";
import type { TokenAccount } from "../../ports/tokens.ts";
import { createTokens, tokenDefaults } from "./tokens.ts";

type Listener = (...given: Parameters<RequestListener>) => unknown;

/** An endpoint that answers as each case says. */
async function startLiar(t: TestContext) {
  let answer: Listener = () => undefined;
  const server = createServer((request, response) => {
    request.resume().once("end", () => answer(request, response));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const host = `127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  const tokens = createTokens({ ...tokenDefaults, timeoutSeconds: 1 });
  const ask = (listener: Listener, more: Partial<TokenAccount> = {}) => {
    answer = listener;
    const account = { tokenUrl: `http://${host}/token`, clientId: "postroom", clientSecret: "secret-1" };
    return tokens.refresh({ ...account, refreshToken: "secret-2", ...more });
  };
  return { ask, host };
}

const says =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Listener =>
  (_, response) =>
    response.writeHead(status, headers).end(body);
const token = (more: string) => says(200, `{"access_token":"a","token_type":"Bearer"${more}}`);
const end: Listener = (request) => request.socket.destroy();

test("why no token can be had is named, and never with a secret", async (t) => {
  const { ask, host } = await startLiar(t);
  const challenge = { "www-authenticate": 'Basic realm="secret-1"' };
  const cases: readonly (readonly [Listener, RegExp, Partial<TokenAccount>?])[] = [
    [says(401, '{"error":"invalid_client","error_description":"secret-1"}', challenge), /refuses: invalid_client$/],
    [says(400, '{"error":"temporarily_unavailable"}'), /refuses: temporarily_unavailable$/],
    [says(503, "<html>secret-2</html>", { "retry-after": "60" }), /status 503$/],
    [says(500, '{"error":"invalid_grant"}'), /status 500$/],
    [says(307, "", { location: "http://127.0.0.1:9/secret-2" }), /points elsewhere \(307\)/],
    [says(200, "<html>secret-2</html>"), /no token$/],
    [says(200, '{"access_token":"a","token_type":"mac"}'), /no token$/],
    [says(200, '{"token_type":"Bearer"}'), /no token$/],
    [says(200, "x".repeat(1_000_000)), /too much$/],
    [(_, response) => response.writeHead(200).write("{"), /does not answer: 127/],
    [() => undefined, /does not answer: 127/],
    [end, /ended the connection: 127/],
    [end, /cannot be secured: 127.*: ERR_SSL/, { tokenUrl: `https://${host}/token` }],
    [end, /name is not known: nowhere\.invalid$/, { tokenUrl: "https://nowhere.invalid/token" }],
  ];
  for (const [listener, wanted, more] of cases) {
    await assert.rejects(ask(listener, more), (error) => {
      assert(error instanceof Error);
      assert.match(error.message, wanted);
      assert.doesNotMatch(`${error.stack} ${JSON.stringify(error)}`, /secret-\d/);
      return true;
    });
  }
});

test("what is odd beside a token never costs the token: the refresh token that it came for is used up", async (t) => {
  const { ask } = await startLiar(t);
  const issuer = Buffer.from('{"iss":"https://accounts.elsewhere.test"}').toString("base64url");
  const rotated = ',"refresh_token":"r2"';
  const lives = [
    [',"expires_in":3600', 3_600_000],
    [',"expires_in":"3600"', 3_600_000],
    [',"expires_in":0', 0],
    [',"expires_in":-5', 0],
    [',"expires_in":null', undefined],
    [',"expires_in":"soon"', undefined],
    [',"expires_in":1e300', 315_360_000_000],
    ["", undefined],
    [`,"id_token":"e30.${issuer}.e30"`, undefined],
  ] as const;
  for (const [more, livesMs] of lives) {
    const got = await ask(token(more + rotated));
    assert.deepEqual({ ...got }, { accessToken: "a", grantLivesMs: undefined, livesMs, refreshToken: "r2" }, more);
  }
  for (const none of ['""', "null", '"secret-2"']) {
    assert.equal((await ask(token(`,"refresh_token":${none}`))).refreshToken, undefined);
  }
  const grants = ["604800", '"604800"', "0", "1e300"].map((life) => token(`,"refresh_token_expires_in":${life}`));
  const forecast = [];
  for (const grant of grants) forecast.push((await ask(grant)).grantLivesMs);
  assert.deepEqual(forecast, [604_800_000, 604_800_000, undefined, 315_360_000_000]);
});
