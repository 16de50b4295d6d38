import { once } from "node:events";
import { createServer } from "node:http";
import { atEnd, type Scope } from "./at-end.ts";

/** A token endpoint on this machine that rotates refresh tokens at every use and can revoke them. */
export type TokenEndpoint = {
  readonly url: string;
  /** Bodies of the requests. */
  readonly asked: readonly URLSearchParams[];
  /** Access tokens that are taken now. */
  readonly valid: Set<string>;
  /** What to answer in place of a token. */
  answer: (() => { readonly status: number; readonly body: string }) | undefined;
};

export async function startTokenEndpoint(scope: Scope, { livesSeconds = 3_600 } = {}): Promise<TokenEndpoint> {
  const asked: URLSearchParams[] = [];
  const valid = new Set<string>();
  let refreshToken = "refresh-0";
  const grant = (given: URLSearchParams): { readonly status: number; readonly body: string } => {
    if (given.get("grant_type") === "client_credentials" && given.get("client_secret") !== null) {
      const accessToken = `own-${asked.length}`;
      valid.add(accessToken);
      const token = { access_token: accessToken, token_type: "Bearer", expires_in: livesSeconds };
      return { status: 200, body: JSON.stringify(token) };
    }
    if (given.get("grant_type") !== "refresh_token" || given.get("refresh_token") !== refreshToken) {
      return {
        status: 400,
        body: JSON.stringify({ error: "invalid_grant", error_description: given.get("refresh_token") }),
      };
    }
    refreshToken = `refresh-${asked.length}`;
    const accessToken = `access-${asked.length}`;
    valid.add(accessToken);
    const token = {
      access_token: accessToken,
      token_type: "Bearer",
      expires_in: livesSeconds,
      refresh_token: refreshToken,
    };
    return { status: 200, body: JSON.stringify(token) };
  };
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request)).toString();
    asked.push(new URLSearchParams(body));
    const { status, body: text } = endpoint.answer?.() ?? grant(new URLSearchParams(body));
    response.writeHead(status, { "content-type": "application/json" }).end(text);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  atEnd(scope, async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const endpoint: TokenEndpoint = { url: `http://127.0.0.1:${port}/token`, asked, valid, answer: undefined };
  return endpoint;
}
