import type { TestContext } from "node:test";
import type { Files } from "../../ports/files.ts";
import { drafted, owned } from "../../testing/agent-day.ts";
import { testCentre } from "../../testing/centre.ts";
import { basic, settingsOf, startHttp } from "./http.fixture.ts";

/** What a server answered, whatever it is. */
export type Answered = {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly json: Readonly<Record<string, unknown>>;
  /** HTTP status, code and text of a failure. */
  readonly failure: readonly unknown[];
};

export type Asking = {
  readonly as?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: FormData | Buffer | object;
};

/** A server that listens, and a draft of alice. */
export async function attaching(
  t: TestContext,
  settings: object = {},
  wrapped: (files: Files) => Files = (files) => files,
) {
  const centre = await testCentre(t, settingsOf(settings));
  const { performing } = centre;
  const files = wrapped(centre.files);
  const server = await startHttp(t, {
    centre,
    options: { performing: { ...performing, world: { ...performing.world, files } } },
  });
  const { port } = await server.start();
  const original = await owned(centre, "alice");
  const draft = await drafted(centre, "alice", original);
  const call = (method: string, path: string, asking: Asking = {}) =>
    ask(`http://127.0.0.1:${port}/api/v2${path}`, method, asking);
  const at = `/me/interactions/${draft}/attachments`;
  const upload = async (form: FormData, path = at, asking: Asking = {}) =>
    call("POST", path, { ...asking, body: form });
  return { centre, port, original, draft, at, call, upload };
}

async function ask(url: string, method: string, { as = "alice", headers = {}, body }: Asking): Promise<Answered> {
  const isJson = body !== undefined && !(body instanceof FormData) && !(body instanceof Uint8Array);
  const payload = isJson ? JSON.stringify(body) : body;
  const response = await fetch(url, {
    method,
    headers: { authorization: basic(as), ...(isJson ? { "content-type": "application/json" } : {}), ...headers },
    ...(payload === undefined ? {} : { body: payload instanceof Uint8Array ? new Uint8Array(payload) : payload }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const isAnswer = response.headers.get("content-type")?.startsWith("application/json") && bytes.length > 0;
  const json = isAnswer ? JSON.parse(bytes.toString()) : {};
  return {
    status: response.status,
    headers: response.headers,
    bytes,
    json,
    failure: [response.status, json.statusCode, json.statusMessage],
  };
}

/** A form with a file as its part `attachment`, and with fields. */
export function formWith(
  bytes: Uint8Array | string,
  name = "label.pdf",
  type = "",
  fields: Readonly<Record<string, string>> = {},
): FormData {
  const form = new FormData();
  form.append("attachment", new Blob([typeof bytes === "string" ? bytes : new Uint8Array(bytes)], { type }), name);
  for (const [key, value] of Object.entries(fields)) form.append(key, value);
  return form;
}

/** A form as a client may write it by hand: header lines and bytes of each part. */
export function rawForm(
  parts: readonly (readonly [head: readonly string[], bytes: string | Uint8Array])[],
  boundary = "raw-boundary",
) {
  const chunks = parts.flatMap(([head, bytes]) => [`--${boundary}\r\n${head.join("\r\n")}\r\n\r\n`, bytes, "\r\n"]);
  const body = Buffer.concat([...chunks, `--${boundary}--\r\n`].map((chunk) => Buffer.from(chunk)));
  return { body, headers: { "content-type": `multipart/form-data; boundary=${boundary}` } };
}
