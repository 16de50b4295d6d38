import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { FastifyReply, FastifyRequest } from "fastify";
import helmet, { type HelmetOptions } from "helmet";

type Headers = Parameters<FastifyReply["headers"]>[0];

const nothing: readonly string[] = ["'none'"];
const own: readonly string[] = ["'self'"];

/** What no page of ours needs, whatever else it may. */
const closed = { baseUri: nothing, formAction: nothing, frameAncestors: nothing } as const;

const strict: HelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: nothing, ...closed },
  },
  referrerPolicy: { policy: "no-referrer" },
  xFrameOptions: { action: "deny" },
  // Said by ourselves, and only where the request came by TLS.
  strictTransportSecurity: false,
};

/** On every answer: nothing of it runs, is framed, or tells where it came from. reliability.md 7.3 */
export const strictHeaders: Headers = written(strict);

/** On pages of ours: their own scripts and styles, nothing inline, nothing from elsewhere. */
export const pageHeaders: Headers = written({
  ...strict,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: nothing,
      scriptSrc: own,
      styleSrc: own,
      connectSrc: own,
      imgSrc: [...own, "data:"],
      ...closed,
    },
  },
});

/** Of the two constant texts that React Aria puts into `<style>`: how presses scroll, and that a dialog's page stays where it is. */
export const reactAriaStyles: readonly string[] = [
  "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='",
  "'sha256-gYiS/BvZvRcK27JIXTuwhZ3hs2+VJ1X+2gUlE+farlg='",
];

/**
 * On the desktop (desktop.md 6.8): nothing inline but the two constant styles that React Aria writes, no string becomes script, and mail
 * is shown in frames of our own that have a policy of their own.
 */
export const desktopHeaders: Headers = written({
  ...strict,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: nothing,
      scriptSrc: own,
      styleSrc: [...own, ...reactAriaStyles],
      imgSrc: [...own, "data:", "blob:"],
      connectSrc: own,
      fontSrc: own,
      frameSrc: own,
      workerSrc: own,
      manifestSrc: own,
      ...closed,
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: ["draft", "ProseMirrorClipboard", "worker"],
    },
  },
});

/** The headers that the library sets, which are the same each time: to have them worked out for each answer costs as much as to write it. */
function written(options: HelmetOptions): Headers {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  helmet(options)(response.req, response, () => undefined);
  return response.getHeaders();
}

/** A year, as browsers' preload lists ask at least. RFC 6797 §6.1 */
export const strictTransport = "max-age=31536000";

/** By our own eyes, a trusted proxy's word, or the address that we were given. */
export const isOverTls = (request: FastifyRequest, publicUrl: string | undefined): boolean =>
  request.protocol === "https" || publicUrl?.startsWith("https:") === true;
