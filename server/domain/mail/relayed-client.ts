/** Whose connection SPF is asked about. */
export type Client = { readonly ip: string | undefined; readonly helo: string | undefined };

/**
 * The client that a trusted relay had, from the `Received` that it wrote itself, the topmost one (RFC 5321 §4.4): the address in brackets
 * of the from clause, never what the client called itself. Nothing is known where there is none. mail.md 4.1
 */
export function relayedClient(topmostReceived: string): Client {
  const [, helo, facts = ""] = /^from\s{1,20}(\S{1,255})\s{0,20}\(([^()]{0,500})/i.exec(topmostReceived) ?? [];
  const [, ip] = /\[(?:IPv6:)?([0-9a-f.:]{3,45})\]/i.exec(facts) ?? [];
  return { ip, helo: ip === undefined ? undefined : helo };
}
