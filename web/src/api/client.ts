import type { Envelope, Outcome } from "./outcome.ts";

/** Speaks the public API from the page's own origin, by cookie. */
export type Api = {
  readonly get: <Body>(path: string) => Promise<Outcome<Body>>;
  /** A command. Repeats itself with the same key while its fate is unknown, so that it is done once at most. */
  readonly post: <Body>(path: string, body: object, options?: Writing) => Promise<Outcome<Body>>;
  readonly signIn: (userName: string, password: string) => Promise<Outcome<object>>;
  readonly signOut: () => Promise<Outcome<object>>;
};

type Writing = { readonly ifMatch?: number | undefined; readonly method?: "POST" | "PUT" | "DELETE" };

type World = {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly newKey: () => string;
  readonly wait: (ms: number) => Promise<void>;
};

const base = "/api/v2";
const attemptsMax = 3;
const waitMs = 400;

/** The API's client: cookie, token of the session against forgery, one key per write, versions on request. wire.md 1.5–1.9 */
export function createApi(world: World): Api {
  let token: string | undefined;

  const ask = async (method: string, path: string, init: RequestInit): Promise<Response | undefined> => {
    try {
      const headers = { "X-Requested-With": "XMLHttpRequest", ...init.headers };
      const answer = await world.fetch(base + path, { ...init, method, headers, credentials: "same-origin" });
      token = answer.headers.get("X-CSRF-TOKEN") ?? token;
      return answer;
    } catch {
      return undefined;
    }
  };
  const write = async (
    path: string,
    body: object,
    { ifMatch, method = "POST" }: Writing,
  ): Promise<Response | undefined> => {
    const key = world.newKey();
    let answer: Response | undefined;
    for (let attempt = 1; attempt <= attemptsMax; attempt++) {
      if (token === undefined) await ask("GET", "/me/devices", {});
      answer = await ask(method, path, {
        body: JSON.stringify(body),
        headers: {
          "Content-Type": "application/json",
          "Idempotency-Key": key,
          ...(token === undefined ? {} : { "X-CSRF-TOKEN": token }),
          ...(ifMatch === undefined ? {} : { "If-Match": `"${ifMatch}"` }),
        },
      });
      if (!isWorthAnother(answer) || attempt === attemptsMax) return answer;
      await world.wait(waitMs * attempt);
    }
    return answer;
  };

  return {
    get: async (path) => outcomeOf(await ask("GET", path, {})),
    post: async (path, body, options = {}) => outcomeOf(await write(path, body, options)),
    signIn: async (userName, password) => {
      const init = { body: JSON.stringify({ userName, password }), headers: { "Content-Type": "application/json" } };
      const answer = await ask("POST", "/session", init);
      // The token belongs to the session that ended with this.
      token = undefined;
      return outcomeOf(answer);
    },
    signOut: async () => {
      const answer = await write("/session", {}, { method: "DELETE" });
      token = undefined;
      return outcomeOf(answer);
    },
  };
}

/** Not applied, or nobody knows. wire.md 1.4 */
const isWorthAnother = (answer: Response | undefined): boolean =>
  answer === undefined || answer.status === 429 || answer.status >= 502;

async function outcomeOf<Body>(answer: Response | undefined): Promise<Outcome<Body>> {
  if (answer === undefined) return { ok: false, kind: "unreachable" };
  if (answer.status === 401) return { ok: false, kind: "signedOut" };
  let body: Body & Envelope;
  try {
    body = await answer.json();
  } catch {
    return { ok: false, kind: "unreachable" };
  }
  if (answer.ok) return { ok: true, value: body, date: dateOf(answer), version: versionOf(answer) };
  const words = body.statusMessage ?? `HTTP ${answer.status}`;
  return { ok: false, kind: "refused", code: body.statusCode, words, version: body.version };
}

function dateOf({ headers }: Response): number | undefined {
  const date = Date.parse(headers.get("Date") ?? "");
  return Number.isNaN(date) ? undefined : date;
}

function versionOf({ headers }: Response): number | undefined {
  const version = /^"(\d+)"$/.exec(headers.get("ETag") ?? "")?.[1];
  return version === undefined ? undefined : Number(version);
}
