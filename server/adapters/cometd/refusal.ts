import type { FastifyReply } from "fastify";

/** Why the endpoint does not even look at the messages: HTTP status, code of the envelope and text (wire.md 1.3, 1.4). */
export type EndpointRefusal = { readonly status: number; readonly code: number; readonly text: string };

export const refusals = {
  notAuthenticated: { status: 401, code: 20, text: "authentication required" },
  foreignOrigin: { status: 403, code: 3, text: "this origin is not allowed" },
  wrongMethod: { status: 405, code: 3, text: "only POST is allowed here" },
  tooLarge: { status: 413, code: 10, text: "the request is too large" },
  tooManyMessages: { status: 413, code: 10, text: "too many messages in one request" },
  wrongType: { status: 415, code: 10, text: "Content-Type: expected application/json" },
  notJson: { status: 400, code: 10, text: "$: malformed JSON" },
  tooManySockets: { status: 429, code: 3, text: "too many connections of this user" },
  full: { status: 503, code: 4, text: "too many push sessions" },
} as const satisfies Record<string, EndpointRefusal>;

/** Answers with both dialects' envelope. */
export type Refuse = (reply: FastifyReply, refusal: EndpointRefusal) => FastifyReply;

/** With `alwaysHttp200` under HTTP 200, but for statuses that everybody is told, and upgrades, which know nothing else. wire.md 1.4 */
export const refusing =
  (alwaysHttp200: () => boolean): Refuse =>
  (reply, refusal) => {
    const isTold = alwaysTold.includes(refusal.status) || reply.request.headers.upgrade !== undefined;
    return send(reply, refusal, isTold || !alwaysHttp200() ? refusal.status : 200);
  };

const alwaysTold: readonly number[] = [401, 429, 503];

function send(reply: FastifyReply, refusal: EndpointRefusal, status: number): FastifyReply {
  return reply
    .code(status)
    .type("application/json; charset=utf-8")
    .send(JSON.stringify(envelope(refusal)));
}

function envelope({ code, text }: EndpointRefusal): Readonly<Record<string, unknown>> {
  return { status: "error", errorDescription: text, statusCode: code, statusMessage: text };
}
