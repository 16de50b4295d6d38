import type { OpenResource, Resource } from "./entry.ts";
import { me } from "./gws/me.ts";

/** What a user who must change the password first may still do; everything else is refused with code 8. wire.md 1.5 */
export function isAllowedBeforePasswordChange(
  resource: Resource | OpenResource,
  method: string,
  body: unknown,
): boolean {
  if (resource !== me) return "isOpen" in resource;
  return method === "GET" || method === "HEAD" || operationName(body) === "ChangePassword";
}

const operationName = (body: unknown): unknown =>
  typeof body === "object" && body !== null && "operationName" in body ? body.operationName : undefined;
