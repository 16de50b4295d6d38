import type { FastifyInstance } from "fastify";
import { pageHeaders } from "./headers.ts";

/** One static file and where it is served. */
export type Page = { readonly path: string; readonly type: string; readonly body: string };

/** One JSON document that is made anew for each request, for everybody. */
export type Endpoint = { readonly path: string; readonly answer: () => Promise<unknown> };

/** Serves files and documents without log-in: the API reference, the demo's page. */
export function addPages(
  fastify: FastifyInstance,
  { pages, endpoints }: { readonly pages: readonly Page[]; readonly endpoints: readonly Endpoint[] },
): void {
  for (const { path, type, body } of pages) {
    fastify.get(path, async (_, reply) =>
      reply.headers(pageHeaders).header("Cache-Control", "no-cache").type(type).send(body),
    );
  }
  for (const { path, answer } of endpoints) {
    fastify.get(path, async (_, reply) => reply.header("Cache-Control", "no-store").send(await answer()));
  }
}
