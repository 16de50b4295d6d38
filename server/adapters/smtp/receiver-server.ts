import { once } from "node:events";
import { access, chmod, lstat, rm } from "node:fs/promises";
import { connect, isIP, type Socket } from "node:net";
import { dirname } from "node:path";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { type Admission, plainAddress } from "./receiver-admission.ts";
import { ReceiverSession } from "./receiver-session.ts";
import type { ReceiverSettings } from "./receiver-settings.ts";
import { type ReplyName, replies } from "./replies.ts";

/** How long a client that was turned away may keep its socket. */
const TURNED_AWAY_MS = 5_000;

/** Of those who come through a socket of this machine. */
const loopback = "127.0.0.1";

/** Where it listens: a port, or a socket of this machine. */
export type ListenAt = { readonly host: string; readonly port: number } | { readonly path: string };

/** The listener: the library's, with our sessions, and with admission before the library spends 100 ms on a client. */
export class ReceiverServer extends SMTPServer {
  readonly #admission: Admission;
  readonly #errorsMax: number;
  readonly #sockets = new Set<Socket>();
  #isLocal = false;

  constructor(options: SMTPServerOptions, admission: Admission, errorsMax: number) {
    super(options);
    this.#admission = admission;
    this.#errorsMax = errorsMax;
  }

  /** Listens, and says where. Throws when the port or the socket is taken. */
  async open(listen: ListenAt): Promise<ListenAt> {
    this.#isLocal = "path" in listen;
    if ("path" in listen) {
      // Listening in a folder that is not there says that permission was denied.
      await access(dirname(listen.path));
      await removeLeftOver(listen.path);
    }
    await new Promise<void>((resolve, reject) => {
      this.server.once("error", reject);
      const listening = () => {
        this.server.off("error", reject);
        resolve();
      };
      if ("path" in listen) this.server.listen(listen.path, listening);
      else this.listen(listen.port, listen.host, listening);
    });
    if ("path" in listen) {
      // As over loopback: whoever reaches the folder may hand in mail, and nobody may read any.
      await chmod(listen.path, 0o666);
      return listen;
    }
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new Error("the SMTP listener has no address");
    return { host: address.address, port: address.port };
  }

  override connect(socket: Socket, options?: { readonly id?: string | undefined } | null): void {
    const address = this.#isLocal ? loopback : plainAddress(socket.remoteAddress);
    if (isIP(address) === 0) {
      socket.destroy();
      return;
    }
    const reply = this.#admission.enter(address);
    if (reply !== undefined) {
      turnAway(socket, replies[reply].join(" "));
      return;
    }
    this.#sockets.add(socket);
    socket.once("close", () => {
      this.#sockets.delete(socket);
      this.#admission.leave(address);
    });
    const facts = { ...options, remoteAddress: address, isTrusted: this.#admission.isTrusted(address) };
    const session = new ReceiverSession(this, socket, facts, this.#errorsMax);
    this.connections.add(session);
    session.on("error", (error: Error) => this._onError(error));
    session.init();
  }

  /** Ends those sessions with this answer. */
  dismiss(reply: ReplyName, which: (session: ReceiverSession) => boolean): void {
    for (const session of this.connections)
      if (session instanceof ReceiverSession && which(session)) session.refuse(reply);
  }

  /** Stops listening and waits for the last client; after `cutAfterMs` everybody is cut. */
  async shut(cutAfterMs: number): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, "close");
    this.close();
    const timer = setTimeout(() => this.#cut(), cutAfterMs);
    await closed;
    clearTimeout(timer);
  }

  #cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}

/** The library's options that answer its traps (mail.md 1.1). */
export function serverOptions(settings: ReceiverSettings): SMTPServerOptions {
  return {
    name: settings.name,
    lmtp: settings.lmtp,
    size: settings.messageBytesMax,
    rejectOversized: true,
    maxRecipients: settings.recipientsMax,
    socketTimeout: settings.idleMs,
    closeTimeout: settings.stopMs,
    authOptional: true,
    disableReverseLookup: true,
    lenientAddressParsing: true,
    hideENHANCEDSTATUSCODES: false,
    hideDSN: true,
    hideREQUIRETLS: true,
    logger: false,
    disabledCommands: [
      ...["AUTH", "XCLIENT", "XFORWARD", "WIZ", "SHELL", "KILL"],
      ...(settings.certificate === undefined ? ["STARTTLS"] : []),
    ],
    ...settings.certificate,
  };
}

function turnAway(socket: Socket, answer: string): void {
  socket.on("error", () => socket.destroy());
  socket.resume();
  socket.end(`${answer}\r\n`);
  const timer = setTimeout(() => socket.destroy(), TURNED_AWAY_MS);
  socket.once("close", () => clearTimeout(timer));
}

/** What a process that was killed has left behind; a socket that somebody answers at is left to fail, and so is what is no socket. */
async function removeLeftOver(path: string): Promise<void> {
  // Connecting to a file is refused as well, and that is somebody's.
  const found = await lstat(path).catch(() => undefined);
  if (found?.isSocket() !== true) return;
  const isAnswered = await new Promise<boolean>((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => resolve(true));
    socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code !== "ECONNREFUSED"));
    socket.once("connect", () => socket.destroy());
  });
  if (!isAnswered) await rm(path, { force: true });
}
