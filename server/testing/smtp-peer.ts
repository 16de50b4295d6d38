import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { atEnd, type Scope } from "./at-end.ts";
import { createGathered } from "./gathered.ts";

/** What a test can answer: a reply line, nothing at all (""), or undefined for the usual answer. */
export type PeerAnswer = (verb: string, line: string, socket: Socket) => string | undefined;

export type SmtpPeer = {
  readonly port: number;
  /** Every command line, in order, over all connections. */
  readonly lines: readonly string[];
  /** The bytes between 354 and the end of data, as they were on the wire, dot included. */
  readonly bodies: readonly Buffer[];
  /** Connections that were made. */
  connections(): number;
};

export type PeerOptions = {
  /** Speaks TLS from the first byte. */
  readonly certificate?: { readonly cert: string; readonly key: string };
  readonly extensions?: readonly string[];
  readonly answer?: PeerAnswer;
  /** Called with every piece of a body that has not ended yet. */
  readonly onBody?: (soFar: Buffer, socket: Socket) => void;
};

/** A next hop that does and says exactly what a test wants; by default it takes everything. */
export async function startPeer(scope: Scope, options: PeerOptions = {}): Promise<SmtpPeer> {
  const lines: string[] = [];
  const bodies: Buffer[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const meet = (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("error", () => undefined);
    socket.once("close", () => sockets.delete(socket));
    converse(socket, options, lines, bodies);
  };
  const server = options.certificate === undefined ? createServer(meet) : createTlsServer(options.certificate, meet);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  atEnd(scope, async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, "close");
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { port, lines, bodies, connections: () => connections };
}

function converse(socket: Socket, options: PeerOptions, lines: string[], bodies: Buffer[]): void {
  const input = createGathered();
  let searched = 0;
  let isBody = false;

  let last = "";

  const respond = (verb: string, line: string) => {
    const usual = isInOrder(verb, last) ? usualAnswer(verb, options.extensions ?? []) : "503 5.5.1 bad sequence";
    const reply = options.answer?.(verb, line, socket) ?? usual;
    if (reply.startsWith("250")) last = verb;
    if (reply !== "" && socket.writable) socket.write(`${reply}\r\n`);
    if (verb === "QUIT") socket.end();
    return reply;
  };
  const takeLine = (): boolean => {
    const end = input.bytes().indexOf("\r\n");
    if (end < 0) return false;
    const line = input.bytes().subarray(0, end).toString();
    input.drop(end + 2);
    lines.push(line);
    const verb = line.split(/[ :]/)[0]?.toUpperCase() ?? "";
    isBody = respond(verb, line).startsWith("354");
    return true;
  };
  const takeBody = (): boolean => {
    const soFar = input.bytes();
    const end = endOfBody(soFar, searched);
    searched = end === undefined ? Math.max(0, soFar.length - endOfData.length) : 0;
    if (end === undefined) {
      options.onBody?.(soFar, socket);
      return false;
    }
    bodies.push(soFar.subarray(0, end));
    input.drop(end);
    isBody = false;
    respond(".", ".");
    return true;
  };

  respond("CONNECT", "");
  socket.on("data", (chunk) => {
    input.add(chunk);
    while (isBody ? takeBody() : takeLine());
  });
}

function isInOrder(verb: string, last: string): boolean {
  if (verb === "RCPT") return last === "MAIL" || last === "RCPT";
  return verb !== "DATA" || last === "RCPT";
}

function usualAnswer(verb: string, extensions: readonly string[]): string {
  switch (verb) {
    case "CONNECT":
      return "220 peer.test ESMTP";
    case "EHLO":
      return ["250-peer.test", ...extensions.map((extension) => `250-${extension}`), "250 HELP"].join("\r\n");
    case "DATA":
      return "354 go on";
    case ".":
      return "250 2.0.0 queued as PEER1";
    case "QUIT":
      return "221 bye";
    case "MAIL":
    case "RCPT":
    case "RSET":
      return "250 2.0.0 ok";
    default:
      return "502 5.5.1 not offered";
  }
}

const endOfData = "\r\n.\r\n";

/** Where the body ends, dot included; undefined while it goes on. Before `from` it does not. */
function endOfBody(input: Buffer, from: number): number | undefined {
  if (input.subarray(0, 3).toString() === ".\r\n") return 3;
  const found = input.indexOf(endOfData, from);
  return found < 0 ? undefined : found + endOfData.length;
}
