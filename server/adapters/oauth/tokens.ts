import {
  allowInsecureRequests,
  Configuration,
  clientCredentialsGrant,
  customFetch,
  ResponseBodyError,
  refreshTokenGrant,
} from "openid-client";
import { type Token, type TokenAccount, TokenRevoked, type Tokens, TokenUnavailable } from "../../ports/tokens.ts";
import { secondsOf } from "./answer.ts";
import { boundedFetch } from "./bounded-fetch.ts";

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
function grantLife(said: unknown): number | undefined {
  const seconds = secondsOf(said);
  return seconds === undefined || seconds === 0 ? undefined : seconds * 1_000;
}

/** In words; what the endpoint says in free text is left out, because it may repeat what it was sent. */
function tokenFailed(error: unknown): Error {
  const named = namedIn(error);
  if (named !== undefined) return named;
  if (error instanceof ResponseBodyError) {
    const said = error.error.replace(/[^a-z_]/gi, "").slice(0, 64);
    return said === "invalid_grant"
      ? new TokenRevoked("the token endpoint says invalid_grant: somebody has to agree anew")
      : new TokenUnavailable(`the token endpoint refuses: ${said}`);
  }
  return new TokenUnavailable("the token endpoint answers with something that is no token");
}

/** The library wraps what its fetch throws. */
const namedIn = (error: unknown): TokenUnavailable | undefined =>
  error instanceof TokenUnavailable ? error : error instanceof Error ? namedIn(error.cause) : undefined;
