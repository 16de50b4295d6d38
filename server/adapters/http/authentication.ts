import type { FastifyRequest } from "fastify";
import type { Performing } from "../../operations/perform.ts";
import type { Account } from "../../ports/agents.ts";
import type { Chance } from "../../ports/chance.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Passwords } from "../../ports/passwords.ts";
import { refused } from "../../wire/answers.ts";
import { failures, type Status, statusOf } from "../../wire/status.ts";
import { type Accounts, createAccounts } from "./accounts.ts";
import { createAttempts } from "./attempts.ts";
import { basicCredentials, type Credentials, checkedCredentials } from "./credentials.ts";
import { failure, HttpFailure, retryAfter } from "./failure.ts";
import { createHttpSessions, type HttpSessions } from "./http-sessions.ts";
import type { PresentSettings } from "./present-settings.ts";
import { createRecognised } from "./recognised.ts";
import type { RefusedAccesses } from "./refused-accesses.ts";
import { cookieName } from "./session-cookie.ts";
import type { HttpSettings } from "./settings.ts";
import type { Ticket } from "./tickets.ts";
import { createVerified } from "./verified.ts";

/** What log-in looks at. */
export type Asker = Pick<FastifyRequest, "headers" | "ip" | "cookies">;

/** Who asks, and how that was proved. */
export type Signed = Account & ({ readonly by: "basic" } | { readonly by: "cookie"; readonly ticket: Ticket });

/** Log-in: HTTP Basic on any request, or the session cookie. wire.md 1.5 */
export type Authentication = {
  /** `Authorization` decides, then the cookie. Throws 401; 429 after too many failures. */
  identify(request: Asker): Promise<Signed>;
  /** The user of these credentials. Throws 401 with code 20; 429 after too many failures. */
  verify(request: Asker, given: Credentials): Promise<Account>;
  /** The session of the request's cookie, if it is one of this user. */
  sessionOf(request: Asker, account: Account): Promise<Ticket | undefined>;
  readonly sessions: HttpSessions;
  readonly accounts: Accounts;
};

export type AuthenticationOptions = {
  readonly performing: Performing;
  readonly passwords: Passwords;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly present: PresentSettings;
  readonly settings: HttpSettings;
  readonly refusals: RefusedAccesses;
};

export function createAuthentication(options: AuthenticationOptions): Authentication {
  const accounts = createAccounts(options.performing.store, options.clock, options.settings);
  const sessions = createHttpSessions({ ...options, accounts });
  const check = checking(options, accounts);
  const { rememberedMax } = options.settings;
  const recognised = createRecognised({ accounts, rememberedMax, key: options.chance.bytes(32) });

  async function verify(request: Asker, given: Credentials): Promise<Account> {
    const checked = checkedCredentials(given);
    const id = checked === undefined ? undefined : await check(checked, request);
    const account = id === undefined ? undefined : await accounts.byId(id);
    if (account === undefined) throw notAuthenticated(request, statusOf({ kind: "wrongPassword" }));
    return account;
  }

  async function byBasic(request: Asker, authorization: string): Promise<Account> {
    const known = recognised.find(authorization);
    if (known !== undefined) return known;
    const given = basicCredentials(authorization);
    if (given === undefined) throw notAuthenticated(request);
    const credential = accounts.credential(given.userName);
    const account = await verify(request, given);
    recognised.keep(authorization, { userName: given.userName, credential, account });
    return account;
  }

  async function byCookie(request: Asker) {
    const cookie = request.cookies[cookieName];
    return cookie === undefined ? undefined : sessions.find(cookie);
  }

  return {
    accounts,
    sessions,
    verify,
    async identify(request) {
      const { authorization } = request.headers;
      if (authorization !== undefined) return { ...(await byBasic(request, authorization)), by: "basic" };
      const session = await byCookie(request);
      if (session === undefined) throw notAuthenticated(request);
      return { ...session.account, by: "cookie", ticket: session.ticket };
    },
    async sessionOf(request, { actor }) {
      const session = await byCookie(request);
      return session?.account.actor.id === actor.id ? session.ticket : undefined;
    },
  };
}

/** 401; browsers show their own prompt unless the page asked for the request itself. wire.md 1.5 */
function notAuthenticated(request: Asker, status: Status = failures.notAuthenticated): HttpFailure {
  const isScripted = request.headers["x-requested-with"] === "XMLHttpRequest";
  return failure(status, isScripted ? {} : { "WWW-Authenticate": 'Basic realm="postroom", charset="UTF-8"' });
}

/** Whose credentials these are; the same work whether the name exists or not. */
function checking({ passwords, clock, chance, settings, refusals }: AuthenticationOptions, accounts: Accounts) {
  const { rememberedMax } = settings;
  const verified = createVerified({
    clock,
    rememberedMax,
    key: chance.bytes(32),
    memoryMs: settings.credentialMemoryMs,
  });
  const attempts = createAttempts({
    ...{ clock, rememberedMax },
    failuresMax: settings.failedLoginsMax,
    windowMs: settings.failedLoginsWindowMs,
  });
  return async (given: Credentials, asker: Asker): Promise<string | undefined> => {
    const stored = await accounts.credential(given.userName);
    const isRight = await verified.check(given, stored, async () => {
      const address = asker.ip;
      const attempt = attempts.begin(given.userName, address);
      if ("waitMs" in attempt) throw tooManyFailures(attempt.waitMs);
      let outcome: "verified" | "wrong" | "undecided" = "undecided";
      try {
        const isVerified = await passwords.verify(stored?.passwordHash, given.password);
        outcome = isVerified ? "verified" : "wrong";
        // A name that nobody has may be a password in the wrong field.
        if (!isVerified) refusals.failedLogIn(stored === undefined ? undefined : given.userName.toLowerCase(), address);
        return isVerified;
      } finally {
        attempt.end(outcome);
      }
    });
    return isRight ? stored?.id : undefined;
  };
}

function tooManyFailures(waitMs: number): HttpFailure {
  const answer = refused({ kind: "tooManyFailures" });
  return new HttpFailure({ ...answer, headers: retryAfter(Math.ceil(waitMs / 1000)) });
}
