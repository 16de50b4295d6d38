import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Answering, ApiRequest, Entry, OpenResource, Resource } from "../../wire/entry.ts";
import { servedAt } from "../../wire/entry.ts";
import { type Admission, refuseOwing } from "./admission.ts";
import { idempotencyOf } from "./api-request.ts";
import type { Authentication, Signed } from "./authentication.ts";
import { type Body, readBody } from "./body.ts";
import type { PresentSettings } from "./present-settings.ts";
import { type SendAnswer, sendAllowed, wrongMethod } from "./replies.ts";
import { queryOf, storable } from "./tidy-url.ts";

export type RoutesOptions = {
  readonly admission: Admission;
  readonly authentication: Authentication;
  readonly present: PresentSettings;
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
  const allowed = [...entries.keys()];
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
      const entry = entries.get(request.method);
      if (signed === undefined || entry === undefined) throw new Error("a request came past its admission");
      const present = await answering();
      const body = isRead(request.method) ? undefined : await readBody(request.raw, present.settings.jsonBytesMax);
      const changesPassword = isMe && body !== undefined && operationOf(body.json) === "ChangePassword";
      if (body !== undefined && !changesPassword) refuseOwing(signed);
      const answer = await entry.answer({ answering: present, request: apiRequest(request, signed, body) });
      if (changesPassword) options.authentication.accounts.forget(signed.actor);
      if (entry.configures === true) forgetEverything(options);
      return send(reply, answer);
    },
  });
}

/** Rights and settings are known a moment longer than they last; what was changed here counts at once. reliability.md 7.2 S24 */
function forgetEverything({ authentication, present }: RoutesOptions): void {
  authentication.accounts.forgetAll();
  present.forget();
}

/** method → what it does here, in the order of the `Allow` header. */
const entriesOf = ({ get, post, put, delete: remove }: Resource): ReadonlyMap<string, Entry> =>
  new Map(
    Object.entries({ GET: get, HEAD: get, POST: post, PUT: put, DELETE: remove }).flatMap(([method, entry]) =>
      entry === undefined ? [] : [[method, entry] as const],
    ),
  );

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
