import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { refusalOf, refused, success } from "../../wire/answers.ts";
import { answerSignedIn, desktopSessionPath } from "../../wire/desktop/session.ts";
import type { Answering } from "../../wire/entry.ts";
import { servedAt } from "../../wire/entry.ts";
import { readSignIn } from "../../wire/http-session.ts";
import { type Admission, giveSession } from "./admission.ts";
import type { Authentication } from "./authentication.ts";
import { readBody } from "./body.ts";
import { HttpFailure } from "./failure.ts";
import { guardOrigin } from "./guard.ts";
import type { PresentSettings } from "./present-settings.ts";
import { type SendAnswer, sendAllowed, wrongMethod } from "./replies.ts";
import { cookieRules, setSessionCookie } from "./session-cookie.ts";

/** What log-in needs of the edge. */
export type Options = {
  readonly admission: Admission;
  readonly authentication: Authentication;
  readonly present: PresentSettings;
  readonly send: SendAnswer;
  readonly answering: () => Promise<Answering>;
};

const path = "/session";
const allowed = ["POST", "DELETE"];

/** The log-in form: `POST /session` begins an HTTP session, `DELETE /session` ends it. wire.md 1.5, desktop.md 13 */
export function addSession(fastify: FastifyInstance, options: Options): void {
  for (const url of [...servedAt(path), path, desktopSessionPath]) {
    fastify.route({
      method: fastify.supportedMethods,
      url,
      async onRequest(request, reply) {
        if (request.method === "OPTIONS") return sendAllowed(reply, allowed);
        if (!allowed.includes(request.method)) throw wrongMethod(allowed);
      },
      handler: (request, reply) =>
        request.method === "POST" ? signIn(request, reply, options) : signOut(request, reply, options),
    });
  }
}

async function signIn(request: FastifyRequest, reply: FastifyReply, options: Options): Promise<FastifyReply> {
  const { admission, authentication, present, send } = options;
  const settings = await present.now();
  guardOrigin(request, settings);
  const given = readSignIn(await readBody(request.raw, settings.jsonBytesMax));
  if (!given.ok) throw new HttpFailure(refused(refusalOf(given.problem)));
  const { actor } = await authentication.verify(request, given.value);
  await admission.count(actor.id);
  giveSession(request, reply, { ticket: await authentication.sessions.issue(actor), present });
  const isDesktop = request.routeOptions.url === desktopSessionPath;
  return send(reply, isDesktop ? await answerSignedIn(await options.answering(), actor) : success({}));
}

async function signOut(request: FastifyRequest, reply: FastifyReply, options: Options): Promise<FastifyReply> {
  const { admission, authentication, present, send } = options;
  const signed = await admission.admit(request, reply, { mayOweChange: true });
  const ticket = signed.by === "cookie" ? signed.ticket : await authentication.sessionOf(request, signed);
  if (ticket !== undefined) await authentication.sessions.end(ticket, signed.actor);
  setSessionCookie(reply, "", cookieRules(request, present));
  return send(reply, success({}));
}
