import type { FastifyInstance } from "fastify";

export type Address = { readonly host: string; readonly port: number };

/** The address cannot be listened on: one line for people. */
export class ListenRefused extends Error {}

/**
 * How many connections may wait until they are taken; systems have a bound of their own (`net.core.somaxconn`). With Node's 511 most of
 * 10,000 clients that come back at once are dropped, and each tries again by TCP's own clock, after 1, 3, 7 … 63 s (reliability.md 2.12).
 */
const backlog = 16_384;

/** Listens, and says where. Throws `ListenRefused`. */
export async function listen(fastify: FastifyInstance, { host, port }: Address): Promise<Address> {
  try {
    await fastify.listen({ host, port, backlog });
  } catch (cause) {
    const because = reasons[codeOf(cause)];
    if (because === undefined) throw cause;
    throw new ListenRefused(`cannot listen on ${authority({ host, port })}: ${because}`, { cause });
  }
  const address = fastify.server.address();
  if (address === null || typeof address === "string") throw new Error("the HTTP listener has no address");
  return { host, port: address.port };
}

/** `host:port` as a URI has it. RFC 3986 §3.2.2 */
export const authority = ({ host, port }: Address): string => `${host.includes(":") ? `[${host}]` : host}:${port}`;

/** Where a listener on every address is reached from this machine. */
export function reachable({ host, port }: Address): Address {
  if (host === "0.0.0.0") return { host: "127.0.0.1", port };
  return { host: host === "::" ? "::1" : host, port };
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: "the port is in use",
  EACCES: "the port is not allowed for this user",
  EADDRNOTAVAIL: "this machine has no such address",
  ENOTFOUND: "this host name is not known",
  EAI_AGAIN: "this host name cannot be looked up now",
};
