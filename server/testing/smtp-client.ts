import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { atEnd, type Scope } from "./at-end.ts";

/** A raw SMTP client: says exactly what a test tells it to. */
export type SmtpClient = {
  readonly socket: Socket;
  /** The next whole reply, lines joined by LF. Throws when the connection ends first. */
  reply(): Promise<string>;
  /** Writes bytes as they are. */
  write(bytes: string | Uint8Array): void;
  /** Writes a line, and waits for its reply. */
  say(line: string): Promise<string>;
  /** Says each line, expects 2xx or 3xx, and returns the last reply. */
  sayAll(...lines: readonly string[]): Promise<string>;
  /** Resolves when the server has closed. */
  readonly closed: Promise<unknown>;
  /** The same connection under TLS, trusting anybody. */
  secured(): Promise<SmtpClient>;
};

/** Connects and reads the greeting. */
export async function openSmtp(scope: Scope, port: number, host = "127.0.0.1"): Promise<SmtpClient> {
  const client = await connectSmtp(scope, port, host);
  await client.reply();
  return client;
}

/** Connects, and leaves the greeting unread. */
export async function connectSmtp(scope: Scope, port: number, host = "127.0.0.1"): Promise<SmtpClient> {
  const socket = connect(port, host);
  await once(socket, "connect");
  atEnd(scope, async () => socket.destroy());
  return speaking(socket);
}

function speaking(socket: Socket): SmtpClient {
  const closed = new Promise((resolve) => socket.once("close", resolve));
  const replies = readReplies(socket);
  const reply = async () => {
    await Promise.race([replies.arrived(), closed]);
    const next = replies.take();
    if (next === undefined) throw new Error("the server closed the connection");
    return next;
  };
  const write = (bytes: string | Uint8Array) => socket.write(bytes);
  const say = (line: string) => {
    write(`${line}\r\n`);
    return reply();
  };
  return {
    socket,
    reply,
    write,
    say,
    closed,
    sayAll: async (...lines) => {
      let last = "";
      for (const line of lines) {
        last = await say(line);
        if (!/^[23]/.test(last)) throw new Error(`${line}: ${last}`);
      }
      return last;
    },
    secured: async () => {
      const secure = connectTls({ socket, rejectUnauthorized: false });
      await once(secure, "secureConnect");
      return speaking(secure);
    },
  };
}

/** Reads on whether somebody asks or not: a socket that is not read never sees its end. */
function readReplies(socket: Socket) {
  const whole: string[] = [];
  let text = "";
  let arrival = Promise.withResolvers<void>();
  socket.on("error", () => undefined);
  socket.on("data", (chunk) => {
    text += String(chunk);
    for (let next = WHOLE_REPLY.exec(text); next !== null; next = WHOLE_REPLY.exec(text)) {
      text = text.slice(next[0].length);
      whole.push(next[0].trimEnd().replaceAll("\r\n", "\n"));
    }
    if (whole.length > 0) arrival.resolve();
  });
  return {
    arrived: () => arrival.promise,
    take: () => {
      const next = whole.shift();
      if (whole.length === 0) arrival = Promise.withResolvers();
      return next;
    },
  };
}

const WHOLE_REPLY = /^(?:\d{3}-.*\r\n)*\d{3} .*\r\n/;
