import type { FastifyReply, FastifyRequest } from "fastify";
import { refused } from "../../wire/answers.ts";
import type { Admission } from "./admission.ts";
import { HttpFailure } from "./failure.ts";
import { wrongMethod } from "./replies.ts";
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
    if (ofApi.test(path) && request.method !== "OPTIONS") await admission.admit(request, reply);
    throw notFoundHere(request);
  };

/** Code 6; 405 for methods that no path of ours has. */
export function notFoundHere(request: FastifyRequest): HttpFailure {
  if (!request.server.supportedMethods.includes(request.method)) return wrongMethod(ownMethods);
  return new HttpFailure(
    refused({ kind: "notFound", thing: "path", name: pathOf(request.url).slice(0, nameLengthMax) }),
  );
}

const ownMethods = ["GET", "HEAD", "POST", "PUT", "DELETE"];
const ofApi = /^\/(?:api|me|internal-api)(?:\/|$)/;
