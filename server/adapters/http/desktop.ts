import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { desktopHeaders } from "./headers.ts";

/** One built file for browsers. */
export type DesktopFile = {
  /** Where it is served. */
  readonly path: string;
  readonly type: string;
  readonly body: Uint8Array;
  /** The same, compressed when it was built. */
  readonly gzip?: Uint8Array | undefined;
};

/** The desktop as it was built: the page that every view begins with, and what it loads under names that change with their content. */
export type Desktop = { readonly shell: DesktopFile; readonly assets: readonly DesktopFile[] };

/** First segments of the desktop's views: each of its URLs is answered with the same page (desktop.md 2.7). */
const views = [
  ...["inbox", "workbins", "queues", "drafts", "sent", "snoozed", "search", "views", "interactions", "new"],
  ...["wallboard", "agents", "reports", "display", "admin", "sign-in", "setup"],
];

/** Serves the desktop under `/` without log-in: what it shows it asks from the API. */
export function addDesktop(fastify: FastifyInstance, { shell, assets }: Desktop): void {
  const paths = ["/", ...views.flatMap((view) => [`/${view}`, `/${view}/*`])];
  for (const path of paths) fastify.get(path, answer(shell, "no-cache"));
  for (const asset of assets) fastify.get(asset.path, answer(asset, "public, max-age=31536000, immutable"));
}

const answer =
  ({ type, body, gzip }: DesktopFile, cache: string) =>
  async (request: FastifyRequest, reply: FastifyReply) => {
    reply.headers(desktopHeaders).header("Cache-Control", cache).header("Vary", "Accept-Encoding").type(type);
    if (gzip === undefined || !takesGzip(request)) return reply.send(body);
    return reply.header("Content-Encoding", "gzip").send(gzip);
  };

/** RFC 9110 §12.5.3, as far as browsers say it. */
const takesGzip = ({ headers }: FastifyRequest): boolean =>
  String(headers["accept-encoding"] ?? "")
    .split(",")
    .some((coding) => /^\s*gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/i.test(coding));
