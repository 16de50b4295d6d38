import type { FastifyCorsOptions } from "@fastify/cors";
import type { FastifyRequest } from "fastify";
import type { Settings } from "../../ports/centre.ts";
import type { PresentSettings } from "./present-settings.ts";

/** Which pages of other origins may read our answers, and what they may send. wire.md 1.6 */
export const corsFor =
  (present: PresentSettings) =>
  ({ headers: { origin } }: FastifyRequest, tell: (error: Error | null, options: FastifyCorsOptions) => void): void => {
    if (origin === undefined) {
      tell(null, { origin: false });
      return;
    }
    const answer = (settings: Settings | undefined): void => {
      const isAllowed = settings?.corsAllowedOrigins.includes(origin) === true;
      tell(null, isAllowed ? { ...lists, origin: [origin] } : { origin: false });
    };
    // Without the settings the request fails anyway, with an answer of its own.
    present.now().then(answer, () => answer(present.latest()));
  };

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
