import { timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import type { Settings } from "../../ports/centre.ts";
import { failures } from "../../wire/status.ts";
import type { Signed } from "./authentication.ts";
import { failure } from "./failure.ts";
import { sha256 } from "./tickets.ts";

type Guarding = Pick<Settings, "csrfProtection" | "corsAllowedOrigins" | "publicUrl">;

/** Anything that may change something. */
export const isWriting = ({ method }: FastifyRequest): boolean => !["GET", "HEAD", "OPTIONS"].includes(method);

/** A writing request from a page of somebody else. Throws 403, code 3. wire.md 1.6 */
export function guardOrigin(request: FastifyRequest, settings: Guarding): void {
  const { origin, host } = request.headers;
  if (origin === undefined || !isWriting(request)) return;
  if (!isOriginAllowed(origin, host, settings)) throw failure(failures.origin);
}

/** Whether pages of this origin may write: our own, by `Host` or `publicUrl`, and `corsAllowedOrigins`. wire.md 1.6 */
export function isOriginAllowed(
  origin: string,
  host: string | undefined,
  { corsAllowedOrigins, publicUrl }: Omit<Guarding, "csrfProtection">,
): boolean {
  if (corsAllowedOrigins.includes(origin)) return true;
  if (!URL.canParse(origin)) return false;
  const { origin: given, protocol } = new URL(origin);
  // A proxy in front of us may speak https where we see http, so the scheme of our own address is not known.
  const own = host === undefined ? [] : [`${protocol}//${host}`];
  return [...own, ...(publicUrl === undefined ? [] : [publicUrl])].some(
    (url) => URL.canParse(url) && new URL(url).origin === given && given !== "null",
  );
}

/** A writing request by cookie brings the session's token; one by `Authorization` needs none. Throws 403, code 3. wire.md 1.6 */
export function guardCsrf(request: FastifyRequest, signed: Signed, { csrfProtection }: Guarding): void {
  if (signed.by !== "cookie" || !csrfProtection || !isWriting(request)) return;
  const given = request.headers["x-csrf-token"];
  if (typeof given !== "string" || !isSame(given, signed.ticket.csrfToken)) throw failure(failures.csrf);
}

/** In a time that tells nothing about either. */
export const isSame = (given: string, expected: string): boolean =>
  timingSafeEqual(Buffer.from(sha256(given)), Buffer.from(sha256(expected)));
