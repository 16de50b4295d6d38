import { once } from "node:events";
import { type AddressInfo, isIP, type Socket } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { type Admission, plainAddress } from "./receiver-admission.ts";
import { ReceiverSession } from "./receiver-session.ts";
import type { ReceiverSettings } from "./receiver-settings.ts";
import { type ReplyName, replies } from "./replies.ts";

/** How long a client that was turned away may keep its socket. */
const TURNED_AWAY_MS = 5_000;

/** The listener: the library's, with our sessions, and with admission before the library spends 100 ms on a client. */
export class ReceiverServer extends SMTPServer {
  readonly #admission: Admission;
  readonly #errorsMax: number;
  readonly #sockets = new Set<Socket>();

  constructor(options: SMTPServerOptions, admission: Admission, errorsMax: number) {
    super(options);
    this.#admission = admission;
    this.#errorsMax = errorsMax;
  }

  /** Listens, and says where. Throws when the port is taken. */
  async open(listen: { readonly host: string; readonly port: number }): Promise<AddressInfo> {
    await new Promise<void>((resolve, reject) => {
      this.server.once("error", reject);
      this.listen(listen.port, listen.host, () => {
        this.server.off("error", reject);
        resolve();
      });
    });
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new Error("the SMTP listener has no address");
    return address;
  }

  override connect(socket: Socket, options?: { readonly id?: string | undefined } | null): void {
    const address = plainAddress(socket.remoteAddress);
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
    const session = new ReceiverSession(this, socket, options ?? {}, this.#errorsMax);
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
