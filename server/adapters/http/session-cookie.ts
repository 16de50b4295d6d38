import type { FastifyReply, FastifyRequest } from "fastify";
import { isOverTls } from "./headers.ts";
import type { PresentSettings } from "./present-settings.ts";

export const cookieName = "JSESSIONID";

type CookieRules = { readonly isSecure: boolean; readonly isForOtherOrigins: boolean };

/** Sets the session cookie, or ends it when `value` is empty; stricter under https, laxer for pages of other origins. wire.md 1.5 */
export function setSessionCookie(reply: FastifyReply, value: string, given: CookieRules): void {
  const isSecure = given.isSecure || given.isForOtherOrigins;
  const sameSite = given.isForOtherOrigins ? "none" : "lax";
  const ended = value === "" ? { maxAge: 0 } : {};
  reply.setCookie(cookieName, value, { path: "/", httpOnly: true, secure: isSecure, sameSite, ...ended });
}

/** How cookies are written at present. wire.md 1.5 */
export const cookieRules = (request: FastifyRequest, present: PresentSettings): CookieRules => ({
  isSecure: isOverTls(request, present.latest()?.publicUrl),
  isForOtherOrigins: (present.latest()?.corsAllowedOrigins ?? []).length > 0,
});
