import { resolve } from "node:path";
import { z } from "zod";

/** Where something listens. */
export type Address = { readonly host: string; readonly port: number };

/** The SMTP server that takes outgoing mail. `tls`: from the first byte, STARTTLS or nothing, STARTTLS when offered (mail.md 11.6). */
export type Relay = Address & {
  readonly tls: "implicit" | "required" | "offered";
  readonly credentials: { readonly user: string; readonly password: string } | undefined;
};

/** `HOST:PORT`; an IPv6 address stands in brackets. */
export const address = z.string().transform((text, context) => addressIn(text) ?? refuse(context, `expected HOST:PORT, got ${JSON.stringify(text)}`)); // biome-ignore format: one line

/** `HOST:PORT`, or `off`: undefined. */
export const addressOrOff = z.string().transform((text, context): Address | undefined => {
  if (text === "off") return undefined;
  return addressIn(text) ?? refuse(context, `expected HOST:PORT or off, got ${JSON.stringify(text)}`);
});

/** `HOST:PORT`, the path of a socket, or `off`: undefined. */
export const addressOrSocket = z
  .string()
  .transform((text, context): Address | { readonly path: string } | undefined => {
    if (text === "off") return undefined;
    if (text.includes("/")) return { path: resolve(text) };
    return addressIn(text) ?? refuse(context, `expected a path, HOST:PORT or off, got ${JSON.stringify(text)}`);
  });

/** `smtp://host:port`, `smtps://user:pass@host`, `smtp://user:pass@host?tls=required`. Credentials never go without TLS. */
export const relay = z.string().transform((text, context): Relay => {
  const url = urlIn(text, ["smtp:", "smtps:"]);
  if (url === undefined || !isBare(url) || url.port === "0")
    return refuse(context, "expected smtp://host:port or smtps://user:pass@host");
  const tls = tlsOf(url);
  if (tls === undefined) return refuse(context, "the only parameter is tls=required");
  const isAnonymous = url.username === "" && url.password === "";
  if (!isAnonymous && tls === "offered") {
    return refuse(context, "credentials without TLS: use smtps:// or add ?tls=required");
  }
  const port = url.port === "" ? usualPorts[tls] : Number(url.port);
  const credentials = isAnonymous ? undefined : { user: decode(url.username), password: decode(url.password) };
  return { host: url.hostname.replace(/^\[(.*)\]$/, "$1"), port, tls, credentials };
});

/** `embedded`, or the URL of a PostgreSQL of one's own. */
export const database = z.string().transform((text, context) => {
  if (text === "embedded") return { kind: "embedded" } as const;
  if (urlIn(text, ["postgres:", "postgresql:"]) !== undefined) return { kind: "external", url: text } as const;
  return refuse(context, "expected postgres://user:pass@host:port/name");
});

const usualPorts = { implicit: 465, required: 587, offered: 25 } as const;

function addressIn(text: string): Address | undefined {
  const match = /^(?:\[(?<v6>[0-9A-Fa-f:.]+)\]|(?<name>[A-Za-z0-9._-]+)):(?<port>\d{1,5})$/.exec(text);
  const host = match?.groups?.["v6"] ?? match?.groups?.["name"];
  const port = Number(match?.groups?.["port"]);
  return host === undefined || port > 65_535 ? undefined : { host, port };
}

function urlIn(text: string, protocols: readonly string[]): URL | undefined {
  const url = URL.parse(text);
  return url !== null && protocols.includes(url.protocol) && url.hostname !== "" ? url : undefined;
}

const isBare = (url: URL): boolean => (url.pathname === "" || url.pathname === "/") && url.hash === "";

function tlsOf(url: URL): Relay["tls"] | undefined {
  if (url.protocol === "smtps:") return url.search === "" ? "implicit" : undefined;
  if (url.search === "") return "offered";
  return url.search === "?tls=required" ? "required" : undefined;
}

/** A stray percent sign is meant as it stands. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function refuse(context: z.core.$RefinementCtx, message: string): never {
  context.addIssue({ code: "custom", message });
  return z.NEVER;
}
