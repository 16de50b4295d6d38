/** An answer of the API. `body` is the parsed JSON, or the text when it is none. */
export type Answer = { readonly status: number; readonly headers: Headers; readonly text: string; readonly body: Body };
/** Loosely typed on purpose: a stranger's view of JSON. */
export type Body = Readonly<Record<string, unknown>>;

/** Speaks HTTP as one user, with Basic on every request and no cookies. */
export type Client = {
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Answer>;
  readonly post: (path: string, body: unknown, headers?: Record<string, string>) => Promise<Answer>;
  readonly send: (method: string, path: string, init?: RequestInit) => Promise<Answer>;
  /** An operation on `/me/interactions/{id}` (dialect A). */
  readonly a: (id: string, operationName: string, parameters?: object) => Promise<Answer>;
  /** An operation on `/me/emails/{id}` (dialect B). */
  readonly b: (id: string, operationName: string, parameters?: object) => Promise<Answer>;
};

/** A client for `http` (the ready line's URL). Paths start with `/`; the base `/api/v2` is put in front unless the path names `/api/`, `/health` or the like by `root:`. */
export function clientOf(http: string, userName?: string, password = `${userName}-demo-1`): Client {
  const authorization = userName === undefined ? {} : { authorization: basic(userName, password) };

  const send = async (method: string, path: string, init: RequestInit = {}): Promise<Answer> => {
    const headers = new Headers({ ...authorization });
    new Headers(init.headers).forEach((value, name) => {
      headers.set(name, value);
    });
    const url = path.startsWith("root:") ? `${http}${path.slice("root:".length)}` : `${http}/api/v2${path}`;
    const response = await fetch(url, {
      ...init,
      method,
      headers,
      redirect: "manual",
      signal: AbortSignal.timeout(60_000),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) };
  };
  const post: Client["post"] = (path, body, headers = {}) =>
    send("POST", path, {
      body: typeof body === "string" ? body : JSON.stringify(body),
      headers: { "content-type": "application/json", ...headers },
    });

  return {
    send,
    post,
    get: (path, headers) => send("GET", path, headers === undefined ? {} : { headers }),
    a: (id, operationName, parameters = {}) => post(`/me/interactions/${id}`, { operationName, ...parameters }),
    b: (id, operationName, parameters = {}) => post(`/me/emails/${id}`, { operationName, ...parameters }),
  };
}

/** The value of an `Authorization` header (RFC 7617, UTF-8). */
export function basic(userName: string, password: string): string {
  return `Basic ${Buffer.from(`${userName}:${password}`).toString("base64")}`;
}

/** Starts the contact-centre session of this client's user and makes them Ready. Throws when the server refuses. */
export async function logIn(client: Client): Promise<void> {
  const answers = [
    await client.post("/me", { operationName: "StartContactCenterSession", channels: ["email"] }),
    await client.post("/me/channels/email", { operationName: "Ready" }),
  ];
  for (const { status, text } of answers) if (status !== 200) throw new Error(`log-in failed, HTTP ${status}: ${text}`);
}

function parsed(text: string): Body {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : { value };
  } catch {
    return { text };
  }
}
