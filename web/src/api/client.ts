import type { Envelope, Outcome } from "./outcome.ts";

/** Speaks the public API from the page's own origin, by cookie. */
export type Api = {
  readonly get: <Body>(path: string) => Promise<Outcome<Body>>;
  /** A command. Repeats itself with the same key while its fate is unknown, so that it is done once at most. */
  readonly post: <Body>(path: string, body: object, options?: Writing) => Promise<Outcome<Body>>;
  /** A file, with its progress from 0 to 1. It is sent once: whoever sends it decides whether to try again. */
  readonly upload: (path: string, form: FormData, progress: (share: number) => void) => Upload;
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

export type Upload = {
  readonly outcome: Promise<Outcome<{ readonly documentId: string }>>;
  /** Cuts it short where much is still to send. What may have arrived goes on: only its outcome says what to take away. */
  readonly cancel: () => void;
};

type World = {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Beside `fetch`, which reports no progress. */
  readonly newRequest: () => XMLHttpRequest;
  readonly newKey: () => string;
  readonly wait: (ms: number) => Promise<void>;
};

const base = "/api/v2";
/** The desktop's own tables stand beside GWS's, and are named whole. desktop.md 13 */
const whole = (path: string): string => (path.startsWith("/api/") ? path : base + path);
const attemptsMax = 3;
const waitMs = 400;
/** Bytes that may be on their way although no progress has told of them. */
const unseenBytes = 1_048_576;

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

  return {
    get: async (path) => outcomeOf(await ask("GET", path, {})),
    post: async (path, body, options = {}) => outcomeOf(await write(path, body, options)),
    upload: (path, form, progress) => {
      const request = world.newRequest();
      const begin = async (): Promise<Outcome<{ readonly documentId: string }>> => {
        if (token === undefined) await ask("GET", "/me/devices", {});
        return outcomeOf(await sent(request, { path: whole(path), form, token, key: world.newKey(), progress }));
      };
      let left = 0;
      let isUnwanted = false;
      const cut = (): void => {
        if (isUnwanted && left > unseenBytes) request.abort();
      };
      request.upload.addEventListener("progress", ({ loaded, total }) => {
        left = total - loaded;
        cut();
      });
      const cancel = (): void => {
        isUnwanted = true;
        cut();
      };
      return { outcome: begin(), cancel };
    },
    signIn: (userName, password) => beginSession("/session", { userName, password }),
    setUp: (given) => beginSession("/api/postroom/v1/setup", given),
    signOut: async () => {
      const answer = await write("/session", {}, { method: "DELETE" });
      token = undefined;
      return outcomeOf(answer);
    },
  };
}

type Sent = {
  readonly path: string;
  readonly form: FormData;
  readonly token: string | undefined;
  readonly key: string;
  readonly progress: (share: number) => void;
};

/** The answer as `fetch` would give it; undefined when none came. */
const sent = (request: XMLHttpRequest, { path, form, token, key, progress }: Sent): Promise<Response | undefined> =>
  new Promise((resolve) => {
    request.open("POST", path);
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.setRequestHeader("Idempotency-Key", key);
    if (token !== undefined) request.setRequestHeader("X-CSRF-TOKEN", token);
    request.upload.addEventListener("progress", ({ loaded, total }) => progress(total === 0 ? 0 : loaded / total));
    request.addEventListener("loadend", () => {
      const headers = new Headers();
      for (const name of ["ETag", "Date"]) {
        const value = request.getResponseHeader(name);
        if (value !== null) headers.set(name, value);
      }
      resolve(
        request.status === 0 ? undefined : new Response(request.responseText, { status: request.status, headers }),
      );
    });
    request.send(form);
  });

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
  const { statusCode: code, version, reason, interactionId, warnings, action } = body;
  return { ok: false, kind: "refused", code, words, version, reason, interactionId, warnings, action };
}

function dateOf({ headers }: Response): number | undefined {
  const date = Date.parse(headers.get("Date") ?? "");
  return Number.isNaN(date) ? undefined : date;
}

function versionOf({ headers }: Response): number | undefined {
  const version = /^"(\d+)"$/.exec(headers.get("ETag") ?? "")?.[1];
  return version === undefined ? undefined : Number(version);
}
