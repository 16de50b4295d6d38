import type { FastifyReply, FastifyRequest } from "fastify";
import { refused } from "../../wire/answers.ts";
import type { Admission } from "./admission.ts";
import { HttpFailure } from "./failure.ts";
import { type SendAnswer, sendAllowed, wrongMethod } from "./replies.ts";
import { pathOf } from "./tidy-url.ts";

/** What a path may be called in an answer. */
const nameLengthMax = 200;

/**
 * Answers for paths that no route has. Below the API strangers are told nothing about paths (wire.md 1.4): first who asks, then code 6.
 * Bodies are not read.
 */
export const answerUnknown =
  (admission: Admission) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (!request.is404) return;
    const path = pathOf(request.url);
    if (ofApi.test(path) && request.method !== "OPTIONS" && !isOnlyRead(request)) await admission.admit(request, reply);
    throw notFoundHere(request);
  };

/** The answer to what no route took: where something is read, OPTIONS says so (wire.md 1.2). */
export const answerUnrouted =
  (send: SendAnswer) =>
  (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
    request.method === "OPTIONS" && isOnlyRead(request)
      ? sendAllowed(reply, reads)
      : send(reply, notFoundHere(request).answer);

/** Code 6; 405 for methods that no path of ours has, or not this one: health, metrics and pages are there for whoever reads. wire.md 1.4 */
function notFoundHere(request: FastifyRequest): HttpFailure {
  if (isOnlyRead(request)) return wrongMethod(reads);
  if (!request.server.supportedMethods.includes(request.method)) return wrongMethod(ownMethods);
  return new HttpFailure(
    refused({ kind: "notFound", thing: "path", name: pathOf(request.url).slice(0, nameLengthMax) }),
  );
}

/** The library takes what it is asked for as a pattern, and throws for a wrong one: a path that could be one is no page of ours. */
function isOnlyRead({ server, url }: FastifyRequest): boolean {
  const path = pathOf(url);
  return !/[*:]/.test(path) && server.hasRoute({ method: "GET", url: path });
}

const reads = ["GET", "HEAD"];
const ownMethods = ["GET", "HEAD", "POST", "PUT", "DELETE"];
const ofApi = /^\/(?:api|me|internal-api)(?:\/|$)/;
