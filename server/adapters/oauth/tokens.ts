import {
  allowInsecureRequests,
  Configuration,
  type CustomFetch,
  clientCredentialsGrant,
  customFetch,
  ResponseBodyError,
  refreshTokenGrant,
} from "openid-client";
import { type Token, type TokenAccount, TokenRevoked, type Tokens, TokenUnavailable } from "../../ports/tokens.ts";

export type TokenSettings = { readonly timeoutSeconds: number; readonly answerBytesMax: number };

export const tokenDefaults: TokenSettings = { timeoutSeconds: 20, answerBytesMax: 65_536 };

/** Access tokens by refresh token, or by our own secret (RFC 6749 §6, §4.4). Redirects are not followed, answers are bounded, and no error carries a token. */
export const createTokens = (settings: TokenSettings = tokenDefaults): Tokens => ({
  async refresh(account) {
    try {
      return await asked(account, settings);
    } catch (error) {
      throw tokenFailed(error);
    }
  },
});

async function asked(account: TokenAccount, settings: TokenSettings): Promise<Token> {
  const { tokenUrl, clientId, clientSecret, refreshToken, scope } = account;
  const url = new URL(tokenUrl);
  const configuration = new Configuration({ issuer: url.origin, token_endpoint: tokenUrl }, clientId, clientSecret);
  // The provisioning file allows it on this machine alone.
  if (url.protocol === "http:") allowInsecureRequests(configuration);
  configuration.timeout = settings.timeoutSeconds;
  configuration[customFetch] = boundedFetch(settings.answerBytesMax);
  const wanted = scope === undefined ? {} : { scope };
  const tokens = await (refreshToken === undefined
    ? clientCredentialsGrant(configuration, wanted)
    : refreshTokenGrant(configuration, refreshToken, wanted));
  const { access_token, expires_in, refresh_token } = tokens;
  return {
    accessToken: access_token,
    grantLivesMs: grantLife(tokens["refresh_token_expires_in"] ?? tokens["refresh_expires_in"]),
    livesMs: expires_in === undefined ? undefined : expires_in * 1_000,
    // RFC 6749 §4.4.3: none is due with our own name; one that comes all the same is not used.
    refreshToken: refreshToken === undefined || refresh_token === refreshToken ? undefined : refresh_token,
  };
}

/** No standard has it: Google and Microsoft say the one, Keycloak the other. 0 stands for "does not end". */
const grantLife = (seconds: unknown): number | undefined =>
  typeof seconds === "number" && seconds > 0 ? seconds * 1_000 : undefined;

const boundedFetch =
  (bytesMax: number): CustomFetch =>
  async (url, { body, ...options }) => {
    const answer = await fetch(url, { ...options, body: body ?? null, redirect: "manual" });
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of answer.body ?? []) {
      size += chunk.byteLength;
      if (size > bytesMax) throw new TokenUnavailable("the token endpoint answered too much");
      chunks.push(chunk);
    }
    const { status, headers } = answer;
    return new Response(Buffer.concat(chunks), { status: status < 200 ? 502 : status, headers });
  };

/** In words; what the endpoint says in free text is left out, because it may repeat what it was sent. */
function tokenFailed(error: unknown): Error {
  if (error instanceof TokenUnavailable) return error;
  if (error instanceof ResponseBodyError) {
    const said = error.error.replace(/[^a-z_]/gi, "").slice(0, 64);
    return said === "invalid_grant"
      ? new TokenRevoked("the token endpoint says invalid_grant: somebody has to agree anew")
      : new TokenUnavailable(`the token endpoint refuses: ${said}`);
  }
  return new TokenUnavailable("the token endpoint cannot be reached, or its answer cannot be understood");
}
