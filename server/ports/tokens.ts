/** How tokens are asked for: by a refresh token, without one in our own name. OAuth 2, RFC 6749 §6, §4.4. */
export type TokenAccount = {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  readonly refreshToken?: string | undefined;
  readonly scope?: string | undefined;
};

export type Token = {
  readonly accessToken: string;
  /** Undefined when the endpoint does not say. */
  readonly livesMs: number | undefined;
  /** How long tokens can be asked for; undefined when the endpoint does not say. */
  readonly grantLivesMs?: number | undefined;
  /** In place of the one that was used. */
  readonly refreshToken: string | undefined;
};

/** Where access tokens come from. */
export interface Tokens {
  /** Throws `TokenRevoked` when a person has to agree anew, `TokenUnavailable` for all else. */
  refresh(account: TokenAccount): Promise<Token>;
}

/** `invalid_grant`: the refresh token is no good any more. */
export class TokenRevoked extends Error {}
export class TokenUnavailable extends Error {}
