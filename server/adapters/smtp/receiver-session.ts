import type { Socket } from "node:net";
import type { SMTPServer } from "smtp-server";
import { SMTPConnection } from "smtp-server/lib/smtp-connection.js";
import { endsSession, type ReplyName, replies } from "./replies.ts";

type SessionOptions = {
  readonly id?: string | undefined;
  readonly remoteAddress: string;
  /** No stranger: loopback, or a relay of our own. */
  readonly isTrusted: boolean;
};

type CommandAnswer = NonNullable<ReturnType<SMTPConnection["_getHandler"]>>;

/** RFC 1870, 6152, 6531. What else may stand here we have not offered. */
const MAIL_PARAMETERS = new Set(["SIZE", "BODY", "SMTPUTF8"]);
const RCPT_PARAMETERS = new Set<string>();

/** Our enhanced code leads the text already: the library's own, chosen by number alone, would be a second one. */
const STARTS_WITH_ENHANCED_CODE = /^[245]\.\d{1,3}\.\d{1,3} /;

/**
 * One client's session: the library's, with the answers of mail.md 2.3 where the library's differ. The library offers
 * no other way to choose an enhanced code, to refuse unknown parameters or to close after an answer.
 */
export class ReceiverSession extends SMTPConnection {
  readonly #errorsMax: number;
  readonly #isTrusted: boolean;
  #errors = 0;
  /** Answers to the message in hand that are still to come: by LMTP one for each recipient (RFC 2033 §4.2). */
  #owed = 0;

  constructor(server: SMTPServer, socket: Socket, options: SessionOptions, errorsMax: number) {
    super(server, socket, options);
    this.#errorsMax = errorsMax;
    this.#isTrusted = options.isTrusted;
  }

  /** The library waits 100 ms for those who talk before they are greeted, as senders of spam do; a relay of ours is greeted at once. */
  override init(): void {
    if (this.#isTrusted) this._setListeners(() => this.connectionReady());
    else super.init();
  }

  /** Sends an answer of the table. */
  refuse(reply: ReplyName): void {
    const [code, text] = replies[reply];
    this.send(code, text);
  }

  override send(code: number, data?: string | string[] | null, context?: string | false): void {
    const text = typeof data === "string" ? data : "";
    super.send(code, data, STARTS_WITH_ENHANCED_CODE.test(text) ? false : context);
    if (code === 354) this.#owed = this.#isLmtp() ? this.session.envelope.rcptTo.length : 1;
    else if (code !== 421) this.#owed -= 1;
    // A message that was refused is one error, and nobody waits for an answer when the session ends.
    if (this.#owed > 0) return;
    this.#owed = 0;
    if (endsSession(code, text)) this.close();
    else if (code >= 400) this.#countError();
  }

  override handler_MAIL(command: Buffer, callback: () => void): void {
    if (this.#hasUnknownParameter(command, MAIL_PARAMETERS)) callback();
    else super.handler_MAIL(command, callback);
  }

  override handler_RCPT(command: Buffer, callback: () => void): void {
    if (this.#hasUnknownParameter(command, RCPT_PARAMETERS)) {
      callback();
      return;
    }
    // The library keeps an address once; by LMTP every RCPT that was accepted is answered, also for the same address (RFC 2033 §4.2).
    if (this.#isLmtp()) this._rcptIndex.clear();
    super.handler_RCPT(command, callback);
  }

  override _getHandler(command: string): CommandAnswer | undefined {
    const reply = refusedVerbs.get(command);
    if (reply === undefined) return super._getHandler(command);
    return (_command, callback) => {
      this.refuse(reply);
      callback();
    };
  }

  #isLmtp(): boolean {
    return this._server.options.lmtp === true;
  }

  #hasUnknownParameter(command: Buffer, known: ReadonlySet<string>): boolean {
    const parameters = command
      .toString()
      .replace(/^[^>]*>?/, "")
      .split(/\s+/)
      .filter(Boolean);
    const isUnknown = parameters.some((parameter) => !known.has(parameter.split("=", 1).join().toUpperCase()));
    if (isUnknown) this.refuse("unknownParameter");
    return isUnknown;
  }

  #countError(): void {
    this.#errors += 1;
    if (this.#errors >= this.#errorsMax) this.refuse("tooManyErrors");
  }
}

/** Verbs of HTTP come from web pages made to talk to us (reliability.md 7.2 S26). */
const refusedVerbs: ReadonlyMap<string, ReplyName> = new Map([
  ["EXPN", "noExpand"],
  ...["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"].map(
    (verb): [string, ReplyName] => [verb, "httpVerb"],
  ),
]);
