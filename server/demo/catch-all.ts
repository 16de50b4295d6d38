import type { AddressInfo } from "node:net";
import libmime from "libmime";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import { headerValue, splitMessage } from "./headers.ts";

/** One outgoing mail as the catch-all took it. */
export type CaughtMail = {
  /** Counts from 1, never reused. */
  readonly n: number;
  readonly at: Date;
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  readonly subject: string;
  /** With angle brackets, or empty. */
  readonly messageId: string;
  /** The bytes exactly as they came. */
  readonly raw: Buffer;
};

/** A mail server that takes everything and passes nothing on: where the demo's outgoing mail ends. */
export type CatchAll = {
  readonly host: string;
  readonly port: number;
  /** The mails still kept, oldest first. */
  readonly mails: () => readonly CaughtMail[];
  readonly find: (n: number) => CaughtMail | undefined;
  /** Calls `listener` for each mail after it was taken. Returns how to stop listening. */
  readonly on: (listener: (mail: CaughtMail) => void) => () => void;
  readonly stop: () => Promise<void>;
};

export type CatchAllOptions = {
  readonly host?: string;
  /** 0: any free one. */
  readonly port?: number;
  /** Only the last so many mails are kept, and so many bytes of them. */
  readonly mailsMax?: number;
  readonly bytesMax?: number;
  readonly messageBytesMax?: number;
};

/** Listens on loopback; resolves when it takes mail. Throws when the port is in use. */
export async function startCatchAll(options: CatchAllOptions = {}): Promise<CatchAll> {
  const { host = "127.0.0.1", port = 0, messageBytesMax = 150 * 1024 * 1024 } = options;
  const store = createStore(options.mailsMax ?? 1_000, options.bytesMax ?? 256 * 1024 * 1024);
  const listeners = new Set<(mail: CaughtMail) => void>();

  const take = async (stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> => {
    const raw = Buffer.concat(await Array.fromAsync(stream));
    if (stream.sizeExceeded) throw Object.assign(new Error("5.3.4 message too big"), { responseCode: 552 });
    const mail = store.add(raw, session);
    for (const listener of listeners) listener(mail);
    return `2.0.0 caught as number ${mail.n}`;
  };
  const server = new SMTPServer({
    name: "catch-all.test",
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    lenientAddressParsing: true,
    size: messageBytesMax,
    maxClients: 50,
    closeTimeout: 1_000,
    onData(stream, session, callback) {
      take(stream, session).then((text) => callback(null, text), callback);
    },
  });
  await listen(server, host, port);

  return {
    host,
    port: portOf(server),
    mails: store.all,
    find: store.find,
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function createStore(mailsMax: number, bytesMax: number) {
  const mails: CaughtMail[] = [];
  let bytes = 0;
  let count = 0;
  return {
    all: (): readonly CaughtMail[] => mails,
    find: (n: number) => mails.find((mail) => mail.n === n),
    add(raw: Buffer, { envelope }: SMTPServerSession): CaughtMail {
      const { fields } = splitMessage(raw);
      const mail = {
        n: ++count,
        at: new Date(),
        envelope: {
          from: envelope.mailFrom === false ? "" : envelope.mailFrom.address,
          to: envelope.rcptTo.map(({ address }) => address),
        },
        subject: libmime.decodeWords(headerValue(fields, "subject")),
        messageId: headerValue(fields, "message-id"),
        raw,
      };
      mails.push(mail);
      bytes += raw.length;
      while (mails.length > mailsMax || (bytes > bytesMax && mails.length > 1)) bytes -= mails.shift()?.raw.length ?? 0;
      return mail;
    },
  };
}

function listen(server: SMTPServer, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      // A client's reset arrives here (mail.md 1.1); nobody has to be told.
      server.on("error", () => {});
      resolve();
    });
  });
}

function portOf(server: SMTPServer): number {
  const address: AddressInfo | string | null = server.server.address();
  if (address === null || typeof address === "string") throw new Error("the catch-all does not listen on a port");
  return address.port;
}
