import type { FastifyCorsOptions } from "@fastify/cors";
import type { FastifyRequest } from "fastify";
import type { PresentSettings } from "./present-settings.ts";

/** Which pages of other origins may read our answers, and what they may send. wire.md 1.6 */
export async function corsFor(request: FastifyRequest, present: PresentSettings): Promise<FastifyCorsOptions> {
  const { origin } = request.headers;
  if (origin === undefined) return { origin: false };
  // Without the settings the request fails anyway, with an answer of its own.
  const settings = await present.now().catch(() => present.latest());
  return settings?.corsAllowedOrigins.includes(origin) === true ? { ...lists, origin: [origin] } : { origin: false };
}

const lists = {
  credentials: true,
  maxAge: 120,
  strictPreflight: false,
  methods: "GET,POST,PUT,DELETE,OPTIONS",
  allowedHeaders: [
    ...["X-Requested-With", "Content-Type", "Accept", "Origin", "Cookie", "authorization", "ssid", "surl"],
    ...["ContactCenterId", "X-CSRF-TOKEN", "Idempotency-Key", "If-Match"],
  ],
  exposedHeaders: ["X-CSRF-HEADER", "X-CSRF-TOKEN", "ETag", "Retry-After"],
} satisfies FastifyCorsOptions;
