import type { FastifyInstance, FastifyRequest } from "fastify";
import { refused } from "../../wire/answers.ts";
import type { Answer, Answering, ApiRequest, Entry, OpenResource, Resource, UploadEntry } from "../../wire/entry.ts";
import { servedAt } from "../../wire/entry.ts";
import { failures } from "../../wire/status.ts";
import { type Admission, refuseOwing } from "./admission.ts";
import { idempotencyOf } from "./api-request.ts";
import type { Authentication, Signed } from "./authentication.ts";
import { jsonOf, readBytes } from "./body.ts";
import { failure, HttpFailure } from "./failure.ts";
import type { PresentSettings } from "./present-settings.ts";
import type { RefusedAccesses } from "./refused-accesses.ts";
import type { Repetition } from "./repetition.ts";
import { type SendAnswer, sendAllowed, wrongMethod } from "./replies.ts";
import { pathOf, queryOf, storable } from "./tidy-url.ts";
import { announcedBytes, boundaryOf, FormRefused, receiveUpload } from "./uploads.ts";

export type RoutesOptions = {
  readonly admission: Admission;
  readonly authentication: Authentication;
  readonly present: PresentSettings;
  readonly repetition: Repetition;
  readonly refusals: RefusedAccesses;
  /** What answers are made with, at this moment. Throws `NotApplied`. */
  readonly answering: () => Promise<Answering>;
  readonly send: SendAnswer;
};

/** Registers every path of the tables once, for all methods. architecture.md 5 */
export function addResources(
  fastify: FastifyInstance,
  resources: readonly (Resource | OpenResource)[],
  options: RoutesOptions,
): void {
  for (const resource of resources) {
    for (const path of resource.paths.flatMap(servedAt)) {
      const url = path.replace(/\{(\w+)\}/g, ":$1");
      if ("isOpen" in resource) addOpen(fastify, url, resource, options);
      else addResource(fastify, url, resource, options);
    }
  }
}

type Params = { readonly Params: Readonly<Record<string, string>> };

function addResource(fastify: FastifyInstance, url: string, resource: Resource, options: RoutesOptions): void {
  const { admission, send } = options;
  const admitted = new WeakMap<FastifyRequest["raw"], Signed>();
  const isMe = resource.paths.includes("/me");
  const entries = entriesOf(resource);
  const { upload } = resource;
  const allowed = allowedOn(resource);
  fastify.route<Params>({
    method: fastify.supportedMethods,
    url,
    async onRequest(request, reply) {
      if (request.method === "OPTIONS") return sendAllowed(reply, allowed);
      if (screenToken(request, resource) !== undefined) return admission.count(`screens at ${request.ip}`);
      const mayOweChange = isMe && allowed.includes(request.method);
      admitted.set(request.raw, await admission.admit(request, reply, { mayOweChange }));
      if (!allowed.includes(request.method)) throw wrongMethod(allowed);
    },
    async handler(request, reply) {
      const token = screenToken(request, resource);
      if (token !== undefined) return send(reply, await answerToScreen(token, resource, options));
      const signed = admitted.get(request.raw);
      if (signed === undefined) throw new Error("a request came past its admission");
      if (upload !== undefined && request.method === "POST") {
        refuseOwing(signed);
        const answer = await answerUpload(request, signed, {
          upload,
          answering: await options.answering(),
          repetition: options.repetition,
        });
        await noteRefusal(request, { answer, signed, operation: "AddAttachment" }, options);
        return send(reply, answer);
      }
      const entry = entries.get(request.method);
      if (entry === undefined) throw new Error("a method came past its admission");
      const written = isRead(request.method) ? undefined : await readBytes(request.raw, await bodyBytesMax(options));
      const answer = await answerTo(request, { signed, entry, written, isMe }, options);
      return send(reply, answer, isDownload(entry));
    },
  });
}

/** The token of a screen on the wall, where there is something for screens to read. RFC 6750 §2.1 */
function screenToken({ method, headers }: FastifyRequest, { get }: Resource): string | undefined {
  if (!isRead(method) || get?.onScreen === undefined) return undefined;
  return /^bearer +([0-9a-f]{64})$/i.exec(headers.authorization ?? "")?.[1];
}

/** Nobody is signed in: the token alone decides, each time anew. */
async function answerToScreen(token: string, { get }: Resource, options: RoutesOptions): Promise<Answer> {
  const answer = await get?.onScreen?.(await options.answering(), token);
  if (answer === undefined) throw failure(failures.notAuthenticated);
  return answer;
}

type Admitted = {
  readonly signed: Signed;
  readonly entry: Entry;
  /** The body of a write. */
  readonly written: Uint8Array | undefined;
  readonly isMe: boolean;
};

/** Answers a request; a write with a key is answered once, whatever is wrong with its body. wire.md 1.9 */
async function answerTo(
  request: FastifyRequest<Params>,
  { signed, entry, written, isMe }: Admitted,
  options: RoutesOptions,
): Promise<Answer> {
  const present = await options.answering();
  const { actor } = signed;
  const idempotency = written === undefined ? undefined : idempotencyOf(request, written);
  const respond = async (): Promise<Answer> => {
    const body = bodyOf(request, written);
    if (!body.ok) return body.answer;
    const changesPassword = isMe && operationOf(body.json) === "ChangePassword";
    if (written !== undefined && !changesPassword) refuseOwing(signed);
    const asked = { ...apiRequest(request, signed), body: body.json, idempotency };
    const answer = await entry.answer({ answering: present, request: asked });
    const named = operationOf(body.json);
    const operation = entry.operations?.find((one) => one === named) ?? request.method;
    await noteRefusal(request, { answer, signed, operation }, options);
    if (changesPassword) options.authentication.accounts.forget(actor);
    if (entry.configures === true) forgetEverything(options);
    return answer;
  };
  return idempotency === undefined ? respond() : options.repetition({ actor, idempotency }, respond);
}

/** A refused access stands in the audit before it is answered. reliability.md 7.6 */
async function noteRefusal(
  { url, ip }: FastifyRequest,
  what: { readonly answer: Answer; readonly signed: Signed; readonly operation: string },
  { refusals }: RoutesOptions,
): Promise<void> {
  const why = what.answer.denied;
  if (why === undefined) return;
  const { operation } = what;
  await refusals.refused(what.signed.actor, {
    operation,
    thing: "path",
    name: storable(pathOf(url)),
    why,
    address: ip,
  });
}

/** The body as JSON, or the answer to one that is none: the key of the request stands for that too. */
function bodyOf({ raw }: FastifyRequest, written: Uint8Array | undefined) {
  try {
    return { ok: true, json: written === undefined ? undefined : jsonOf(raw, written) } as const;
  } catch (error) {
    if (error instanceof HttpFailure) return { ok: false, answer: error.answer } as const;
    throw error;
  }
}

const bodyBytesMax = async ({ present }: RoutesOptions): Promise<number> => (await present.now()).jsonBytesMax;

/** Whether what is read here is a file: who downloads must not take a refusal for one, so its status is always told. wire.md 1.4 */
const isDownload = ({ describes }: Entry): boolean => describes.answer === undefined;

/** Rights and settings are known a moment longer than they last; what was changed here counts at once. reliability.md 7.2 S24 */
function forgetEverything({ authentication, present }: RoutesOptions): void {
  authentication.accounts.forgetAll();
  present.forget();
}

/** In the order of the `Allow` header. */
const allowedOn = ({ get, post, upload, put, patch, delete: remove }: Resource): readonly string[] =>
  Object.entries({ GET: get, HEAD: get, POST: post ?? upload, PUT: put, PATCH: patch, DELETE: remove }).flatMap(
    ([method, entry]) => (entry === undefined ? [] : [method]),
  );

/** method → what it does here with JSON, or without a body. */
const entriesOf = ({ get, post, put, patch, delete: remove }: Resource): ReadonlyMap<string, Entry> =>
  new Map(
    Object.entries({ GET: get, HEAD: get, POST: post, PUT: put, PATCH: patch, DELETE: remove }).flatMap(
      ([method, entry]) => (entry === undefined ? [] : [[method, entry] as const]),
    ),
  );

type Uploading = {
  readonly upload: UploadEntry;
  readonly answering: Answering;
  readonly repetition: Repetition;
};

/** First whether the file may come, then the file, then what becomes of it. wire.md 6.2 */
async function answerUpload(
  request: FastifyRequest<Params>,
  signed: Signed,
  { upload, answering, repetition }: Uploading,
): Promise<Answer> {
  const boundary = boundaryOf(request.raw);
  const key = idempotencyOf(request, new Uint8Array());
  const asked = { ...apiRequest(request, signed), body: undefined, idempotency: key };
  const rules = await upload.begin({ answering, request: asked }, announcedBytes(request.raw));
  if (!rules.ok) return refused(rules.refusal);
  const { files } = answering.performing.world;
  const receiving = receiveUpload(request.raw, { boundary, part: upload.part, rules: rules.value, files });
  const file = await receiving.catch(refusedForm);
  if (file instanceof FormRefused) {
    const refusing = idempotencyOf(request, Buffer.from(file.seen));
    const { answer } = file;
    if (refusing === undefined) return answer;
    return repetition({ actor: signed.actor, idempotency: refusing }, async () => answer);
  }
  // What the boundary is does not count (wire.md 1.9).
  const idempotency = idempotencyOf(request, Buffer.from(JSON.stringify(file)));
  return upload.answer({ answering, request: { ...asked, idempotency } }, file);
}

/** An answer as others, which the request's key stands for. */
function refusedForm(error: unknown): FormRefused {
  if (error instanceof FormRefused) return error;
  throw error;
}

const isRead = (method: string): boolean => method === "GET" || method === "HEAD";

function apiRequest(request: FastifyRequest<Params>, signed: Signed): Omit<ApiRequest, "body" | "idempotency"> {
  const params = Object.entries(request.params).map(([name, value]) => [name, storable(value)]);
  return {
    actor: signed.actor,
    session: signed.by === "cookie" ? signed.ticket.idHash : undefined,
    params: Object.fromEntries(params),
    query: queryOf(request.url),
    ifMatch: request.headers["if-match"],
  };
}

function operationOf(json: unknown): unknown {
  return typeof json === "object" && json !== null && "operationName" in json ? json.operationName : undefined;
}

function addOpen(fastify: FastifyInstance, url: string, { get }: OpenResource, options: RoutesOptions): void {
  const allowed = ["GET", "HEAD"];
  fastify.route({
    method: fastify.supportedMethods,
    url,
    async onRequest(request, reply) {
      if (request.method === "OPTIONS") return sendAllowed(reply, allowed);
      if (!allowed.includes(request.method)) throw wrongMethod(allowed);
    },
    handler: async (_, reply) => options.send(reply, get.answer(await options.answering())),
  });
}
