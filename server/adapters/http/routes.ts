import type { FastifyInstance, FastifyRequest } from "fastify";
import { refused } from "../../wire/answers.ts";
import type { Answer, Answering, ApiRequest, Entry, OpenResource, Resource, UploadEntry } from "../../wire/entry.ts";
import { servedAt } from "../../wire/entry.ts";
import { type Admission, refuseOwing } from "./admission.ts";
import { idempotencyOf } from "./api-request.ts";
import type { Authentication, Signed } from "./authentication.ts";
import { type Body, readBody } from "./body.ts";
import { type SendAnswer, sendAllowed, wrongMethod } from "./replies.ts";
import { queryOf, storable } from "./tidy-url.ts";
import { announcedBytes, boundaryOf, receiveUpload } from "./uploads.ts";

export type RoutesOptions = {
  readonly admission: Admission;
  readonly authentication: Authentication;
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
  const { admission, answering, send } = options;
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
      const mayOweChange = isMe && allowed.includes(request.method);
      admitted.set(request.raw, await admission.admit(request, reply, { mayOweChange }));
      if (!allowed.includes(request.method)) throw wrongMethod(allowed);
    },
    async handler(request, reply) {
      const signed = admitted.get(request.raw);
      if (signed === undefined) throw new Error("a request came past its admission");
      const present = await answering();
      if (upload !== undefined && request.method === "POST") {
        refuseOwing(signed);
        return send(reply, await answerUpload(request, signed, { upload, answering: present }));
      }
      const entry = entries.get(request.method);
      if (entry === undefined) throw new Error("a method came past its admission");
      const body = isRead(request.method) ? undefined : await readBody(request.raw, present.settings.jsonBytesMax);
      const changesPassword = isMe && body !== undefined && operationOf(body.json) === "ChangePassword";
      if (body !== undefined && !changesPassword) refuseOwing(signed);
      const answer = await entry.answer({ answering: present, request: apiRequest(request, signed, body) });
      if (changesPassword) options.authentication.accounts.forget(signed.actor);
      return send(reply, answer);
    },
  });
}

/** In the order of the `Allow` header. */
const allowedOn = ({ get, post, upload, put, delete: remove }: Resource): readonly string[] =>
  Object.entries({ GET: get, HEAD: get, POST: post ?? upload, PUT: put, DELETE: remove }).flatMap(([method, entry]) =>
    entry === undefined ? [] : [method],
  );

/** method → what it does here with JSON, or without a body. */
const entriesOf = ({ get, post, put, delete: remove }: Resource): ReadonlyMap<string, Entry> =>
  new Map(
    Object.entries({ GET: get, HEAD: get, POST: post, PUT: put, DELETE: remove }).flatMap(([method, entry]) =>
      entry === undefined ? [] : [[method, entry] as const],
    ),
  );

/** First whether the file may come, then the file, then what becomes of it. wire.md 6.2 */
async function answerUpload(
  request: FastifyRequest<Params>,
  signed: Signed,
  { upload, answering }: { readonly upload: UploadEntry; readonly answering: Answering },
): Promise<Answer> {
  const boundary = boundaryOf(request.raw);
  const asked = apiRequest(request, signed, { bytes: new Uint8Array(), json: undefined });
  const rules = await upload.begin({ answering, request: asked }, announcedBytes(request.raw));
  if (!rules.ok) return refused(rules.refusal);
  const { files } = answering.performing.world;
  const file = await receiveUpload(request.raw, { boundary, part: upload.part, rules: rules.value, files });
  // What the boundary is does not count (wire.md 1.9).
  const idempotency = idempotencyOf(request, Buffer.from(JSON.stringify(file)));
  return upload.answer({ answering, request: { ...asked, idempotency } }, file);
}

const isRead = (method: string): boolean => method === "GET" || method === "HEAD";

function apiRequest(request: FastifyRequest<Params>, { actor }: Signed, body: Body | undefined): ApiRequest {
  const params = Object.entries(request.params).map(([name, value]) => [name, storable(value)]);
  return {
    actor,
    params: Object.fromEntries(params),
    query: queryOf(request.url),
    body: body?.json,
    ifMatch: request.headers["if-match"],
    idempotency: body === undefined ? undefined : idempotencyOf(request, body.bytes),
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
