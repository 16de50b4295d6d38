import { lookup } from "node:dns/promises";
import { isIP, connect as open, type Socket } from "node:net";
import { connect as secure, type TLSSocket } from "node:tls";
import type { Trial } from "../../ports/trial.ts";
import { attempt, StepFailed, type Stepped } from "./attempt.ts";
import { type Line, openLine } from "./line.ts";
import { type Protocol, protocols } from "./protocols.ts";

/** Where a mail server is, and how it is spoken to until somebody logs in. */
export type Way = {
  readonly protocol: keyof typeof protocols;
  readonly host: string;
  readonly port: number;
  /** `offered`: where the server offers STARTTLS. */
  readonly tls: "implicit" | "starttls" | "offered" | "none";
  /** Whether somebody has to vouch for the certificate; else it is noted when nobody does. */
  readonly isVerified: boolean;
  /** What we call ourselves. */
  readonly name: string;
  /** PEM of authorities beside those that Node knows. */
  readonly authorities: readonly string[] | undefined;
  /** Longest wait for each step. */
  readonly msMax: number;
};

/** Goes the way to a mail server, each step told as it is gone, and leaves again. Value: whether all of them could be gone. */
export async function* reach(way: Way): AsyncGenerator<Trial, boolean> {
  const found = yield* attempt("resolve", () => resolved(way));
  if (found === undefined) return false;
  const opened = yield* attempt("connect", () => connected(way));
  if (opened === undefined) return false;
  const sockets = [opened.value];
  try {
    return yield* spoken(way, sockets);
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}

/** `sockets`: the last one is spoken over; one over TLS is put behind it. */
async function* spoken(way: Way, sockets: Socket[]): AsyncGenerator<Trial, boolean> {
  const protocol = protocols[way.protocol];
  const { host, tls } = way;
  if (tls === "implicit" && !(yield* overTls(way, sockets))) return false;
  const line = openLine(sockets.at(-1) ?? dead(host), way.msMax);
  const greeting = yield* attempt("greet", async () => {
    const said = await protocol.greeted(line);
    return { value: said, said };
  });
  if (greeting === undefined) return false;
  const offer = yield* introduced(way, protocol, line);
  if (offer === undefined) return false;
  if (tls === "implicit" || tls === "none") return true;
  if (tls === "offered" && !offer.value) {
    yield { step: "tls", state: "warn", ms: 0, trouble: "clear-text" };
    return true;
  }
  return yield* overTls(way, sockets, async () => {
    if (!offer.value) throw new StepFailed("no-starttls");
    await protocol.startTls(line);
    line.end();
  });
}

/** Value: whether STARTTLS may be asked for. */
async function* introduced(
  { name }: Way,
  { hello }: Protocol,
  line: Line,
): AsyncGenerator<Trial, Stepped<boolean> | undefined> {
  if (hello === undefined) return { value: true };
  return yield* attempt("hello", async () => {
    const { offersTls, said } = await hello(line, name);
    return { value: offersTls, said };
  });
}

async function* overTls(way: Way, sockets: Socket[], ask?: () => Promise<void>): AsyncGenerator<Trial, boolean> {
  const secured = yield* attempt("tls", async () => {
    await ask?.();
    return encrypted(way, sockets.at(-1) ?? dead(way.host));
  });
  if (secured !== undefined) sockets.push(secured.value);
  return secured !== undefined;
}

async function resolved({ host }: Way): Promise<Stepped<undefined>> {
  if (isIP(host) !== 0) return { value: undefined, facts: { addresses: [host] } };
  const found = await lookup(host, { all: true });
  return { value: undefined, facts: { addresses: found.slice(0, addressesMax).map(({ address }) => address) } };
}

const addressesMax = 4;

function connected({ host, port, msMax }: Way): Promise<Stepped<Socket>> {
  const socket = open({ host, port });
  return within(socket, "connect", msMax).then(() => ({ value: socket }));
}

async function encrypted(way: Way, socket: Socket): Promise<Stepped<Socket>> {
  const { host, isVerified, authorities, msMax } = way;
  const over = secure({
    ...{ socket, host, minVersion: "TLSv1.2", rejectUnauthorized: isVerified },
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(authorities === undefined ? {} : { ca: [...authorities] }),
  });
  await within(over, "secureConnect", msMax).catch((error: unknown) => {
    throw error instanceof StepFailed ? error : new StepFailed("tls", error instanceof Error ? error.message : "");
  });
  return { value: over, facts: certificateOf(over), ...(over.authorized ? {} : { warns: "unverified" }) };
}

function certificateOf(socket: TLSSocket) {
  const endsAt = Date.parse(socket.getPeerCertificate().valid_to);
  const protocol = socket.getProtocol() ?? undefined;
  return {
    ...(protocol === undefined ? {} : { protocol }),
    ...(Number.isNaN(endsAt) ? {} : { certificateEndsAt: endsAt }),
  };
}

/** Waits for the socket to tell of it; one that says nothing is cut. */
function within(socket: Socket, event: "connect" | "secureConnect", msMax: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new StepFailed("time-out")), msMax);
  // Stays: what fails later is somebody else's to see, and nobody may die of it.
  socket
    .on("error", reject)
    .once(event, resolve)
    .once("close", () => reject(new StepFailed("closed")));
  return promise
    .catch((error: unknown) => {
      socket.destroy();
      throw error;
    })
    .finally(() => clearTimeout(timer));
}

const dead = (host: string): never => {
  throw new Error(`no connection to ${host} is there`);
};
