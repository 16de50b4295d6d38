import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { refusalOf, refused } from "../../wire/answers.ts";
import { answerSignedIn } from "../../wire/desktop/session.ts";
import { firstAdmin, readSetUp, setUpPath } from "../../wire/desktop/set-up.ts";
import { giveSession } from "./admission.ts";
import { readBody } from "./body.ts";
import { HttpFailure } from "./failure.ts";
import { guardOrigin } from "./guard.ts";
import { sendAllowed, wrongMethod } from "./replies.ts";
import type { Options } from "./session-routes.ts";

const allowed = ["POST"];

/** `POST /setup`: the first admin, by the link that was printed. Only from this machine, and only until it was used. desktop.md 13, reliability.md 7.2 S30 */
export function addSetUp(fastify: FastifyInstance, options: Options): void {
  fastify.route({
    method: fastify.supportedMethods,
    url: setUpPath,
    async onRequest(request, reply) {
      if (request.method === "OPTIONS") return sendAllowed(reply, allowed);
      if (request.method !== "POST") throw wrongMethod(allowed);
      if (!isFromHere(request)) throw new HttpFailure(refused(elsewhere));
    },
    handler: (request, reply) => setUp(request, reply, options),
  });
}

const elsewhere = {
  kind: "notPossible",
  operation: "SetUp",
  because: "its link works only on the machine that runs the server",
} as const;

/** From a loopback address, or from the very address that was asked. */
const isFromHere = ({ ip, socket }: FastifyRequest): boolean =>
  /^(::ffff:)?127\.|^::1$/.test(ip) || ip === socket.localAddress;

async function setUp(request: FastifyRequest, reply: FastifyReply, options: Options): Promise<FastifyReply> {
  const { authentication, present, send } = options;
  const settings = await present.now();
  guardOrigin(request, settings);
  const given = readSetUp(await readBody(request.raw, settings.jsonBytesMax));
  if (!given.ok) throw new HttpFailure(refused(refusalOf(given.problem)));
  const answering = await options.answering();
  const made = await firstAdmin(answering, given.value);
  if (!made.ok) throw new HttpFailure(refused(made.refusal));
  authentication.accounts.forgetAll();
  const account = await authentication.accounts.byId(made.value);
  if (account === undefined) throw new Error("the first admin is gone");
  giveSession(request, reply, { ticket: await authentication.sessions.issue(account.actor), present });
  return send(reply, await answerSignedIn(answering, account.actor));
}
