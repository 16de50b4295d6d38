import { hearLines } from "./lines.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import { createUpload, type ToUpload, type Upload } from "./upload.ts";

/** Speaks the public API from the page's own origin, by cookie. */
export type Api = {
  readonly get: <Body>(path: string) => Promise<Outcome<Body>>;
  /** A command. Repeats itself with the same key while its fate is unknown, so that it is done once at most. */
  readonly post: <Body>(path: string, body: object, options?: Writing) => Promise<Outcome<Body>>;
  /** A command that changes nothing and whose answer comes line by line, each as JSON. Sent once. */
  readonly lines: <Line>(path: string, body: object, hear: (line: Line) => void) => Promise<Outcome<object>>;
  /** A file. Repeats itself for a while, too. */
  readonly upload: (given: ToUpload) => Upload;
  readonly signIn: (userName: string, password: string) => Promise<Outcome<object>>;
  /** Makes the first admin by the token that the server printed, and signs in. */
  readonly setUp: (given: SetUp) => Promise<Outcome<object>>;
  readonly signOut: () => Promise<Outcome<object>>;
};

type Writing = {
  readonly ifMatch?: number | undefined;
  readonly method?: "POST" | "PUT" | "PATCH" | "DELETE";
  /** It is still sent when the page goes. */
  readonly outlivesPage?: boolean;
};

export type SetUp = { readonly token: string; readonly userName: string; readonly password: string };

type World = {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Beside `fetch`, which reports no progress. */
  readonly newRequest: () => XMLHttpRequest;
  readonly newKey: () => string;
  readonly wait: (ms: number) => Promise<void>;
  /** Said by an answer to anything but a sign-in. */
  readonly signedOut: () => void;
};

const base = "/api/v2";
/** The desktop's own tables stand beside GWS's, and are named whole. desktop.md 13 */
const whole = (path: string): string => (path.startsWith("/api/") ? path : base + path);
const attemptsMax = 3;
const waitMs = 400;
/** The API's client: cookie, token of the session against forgery, one key per write, versions on request. wire.md 1.5–1.9 */
export function createApi(world: World): Api {
  let token: string | undefined;

  const ask = async (method: string, path: string, init: RequestInit): Promise<Response | undefined> => {
    try {
      const headers = { "X-Requested-With": "XMLHttpRequest", ...init.headers };
      const answer = await world.fetch(whole(path), { ...init, method, headers, credentials: "same-origin" });
      token = answer.headers.get("X-CSRF-TOKEN") ?? token;
      return answer;
    } catch {
      return undefined;
    }
  };
  const write = async (
    path: string,
    body: object,
    { ifMatch, method = "POST", outlivesPage = false }: Writing,
  ): Promise<Response | undefined> => {
    const key = world.newKey();
    let answer: Response | undefined;
    for (let attempt = 1; attempt <= attemptsMax; attempt++) {
      if (token === undefined) await ask("GET", "/me/devices", {});
      answer = await ask(method, path, {
        body: JSON.stringify(body),
        keepalive: outlivesPage,
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

  const beginSession = async (path: string, given: object): Promise<Outcome<object>> => {
    const init = { body: JSON.stringify(given), headers: { "Content-Type": "application/json" } };
    const answer = await ask("POST", path, init);
    // The token belongs to the session that ended with this.
    token = undefined;
    return outcomeOf(answer);
  };

  const heard = async <Body>(answer: Response | undefined): Promise<Outcome<Body>> => {
    const outcome = await outcomeOf<Body>(answer);
    if (!outcome.ok && outcome.kind === "signedOut") world.signedOut();
    return outcome;
  };

  const upload = createUpload({
    newRequest: world.newRequest,
    wait: world.wait,
    token: async () => {
      if (token === undefined) await ask("GET", "/me/devices", {});
      return token;
    },
  });

  return {
    get: async (path) => heard(await ask("GET", path, {})),
    post: async (path, body, options = {}) => heard(await write(path, body, options)),
    lines: async (path, body, hear) => {
      if (token === undefined) await ask("GET", "/me/devices", {});
      const headers = { "Content-Type": "application/json", ...(token === undefined ? {} : { "X-CSRF-TOKEN": token }) };
      const answer = await ask("POST", path, { body: JSON.stringify(body), headers });
      if (answer?.ok !== true) return heard(answer);
      const isWhole = await hearLines(answer, hear);
      return isWhole
        ? { ok: true, value: {}, date: undefined, version: undefined }
        : { ok: false, kind: "unreachable" };
    },
    upload: (given) => upload({ ...given, path: whole(given.path) }),
    signIn: (userName, password) => beginSession("/session", { userName, password }),
    setUp: (given) => beginSession("/api/postroom/v1/setup", given),
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
