import type { FastifyReply, FastifyRequest } from "fastify";
import { refused } from "../../wire/answers.ts";
import { failures } from "../../wire/status.ts";
import type { Activity } from "./activity.ts";
import type { Authentication, Signed } from "./authentication.ts";
import { failure, HttpFailure, retryAfter } from "./failure.ts";
import { guardCsrf, guardOrigin } from "./guard.ts";
import type { PresentSettings } from "./present-settings.ts";
import type { Rate } from "./rate.ts";
import { cookieRules, setSessionCookie } from "./session-cookie.ts";
import type { Ticket } from "./tickets.ts";

/** The checks before any body is read, in the order of wire.md 1.4: who, from where, how often. */
export type Admission = {
  /** Throws 401, 403, 429. `mayOweChange`: open to users who must change their password first. */
  admit(request: FastifyRequest, reply: FastifyReply, options?: { readonly mayOweChange?: boolean }): Promise<Signed>;
  /** A request of this user counts against the rate. Throws 429. */
  count(user: string): Promise<void>;
};

export type AdmissionOptions = {
  readonly authentication: Authentication;
  readonly activity: Activity;
  readonly present: PresentSettings;
  readonly rate: Rate;
};

export function createAdmission({ authentication, activity, present, rate }: AdmissionOptions): Admission {
  async function count(user: string): Promise<void> {
    const waitMs = rate.take(user, await present.now());
    if (waitMs > 0) throw failure(failures.rate, retryAfter(Math.ceil(waitMs / 1000)));
  }

  async function admit(request: FastifyRequest, reply: FastifyReply, { mayOweChange = false } = {}): Promise<Signed> {
    const signed = await authentication.identify(request);
    const settings = await present.now();
    guardOrigin(request, settings);
    guardCsrf(request, signed, settings);
    await count(signed.actor.id);
    const ticket = signed.by === "cookie" ? signed.ticket : await authentication.sessionOf(request, signed);
    activity.note(signed.actor.id, ticket?.idHash);
    if (isRead(request)) await offerSession(request, reply, { signed, ticket });
    if (!mayOweChange) refuseOwing(signed);
    return signed;
  }

  /** Every GET tells the session's token; one without a session is given one; HEAD says the same. wire.md 1.2, 1.5, 1.6 */
  async function offerSession(
    request: FastifyRequest,
    reply: FastifyReply,
    { signed, ticket }: { readonly signed: Signed; readonly ticket: Ticket | undefined },
  ): Promise<void> {
    if (ticket !== undefined) tellToken(reply, ticket);
    else giveSession(request, reply, { ticket: await authentication.sessions.issue(signed.actor), present });
  }

  return { admit, count };
}

const isRead = ({ method }: FastifyRequest): boolean => method === "GET" || method === "HEAD";

/** Code 8. wire.md 1.5 */
export function refuseOwing({ mustChangePassword }: Pick<Signed, "mustChangePassword">): void {
  if (mustChangePassword) throw new HttpFailure(refused({ kind: "passwordChangeRequired" }));
}

/** Sets the cookie of a new session and tells its token. */
export function giveSession(
  request: FastifyRequest,
  reply: FastifyReply,
  { ticket, present }: { readonly ticket: Ticket; readonly present: PresentSettings },
): void {
  tellToken(reply, ticket);
  setSessionCookie(reply, ticket.value, cookieRules(request, present));
}

function tellToken(reply: FastifyReply, { csrfToken }: Ticket): void {
  reply.headers({ "X-CSRF-HEADER": "X-CSRF-TOKEN", "X-CSRF-TOKEN": csrfToken });
}
