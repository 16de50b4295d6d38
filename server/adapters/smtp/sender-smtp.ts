import SMTPConnection from "nodemailer/lib/smtp-connection";

/**
 * The library's connection, which knows one original recipient for a whole mail; RFC 3461 §4.2 wants each named with its own RCPT. And it
 * asks for SMTPUTF8 by the envelope alone; RFC 6531 §3.4 wants it for a header beyond ASCII, too. This needs four members that its types do
 * not declare: a test fails when an update changes them.
 */
export class HopSmtp extends SMTPConnection {
  declare readonly _supportedExtensions: readonly string[];
  /** Recipients whose RCPT was sent and not answered; the one that is being written is the last. */
  declare readonly _recipientQueue: readonly string[];
  declare readonly _envelope: { readonly dsn?: object | undefined; readonly isInternational?: boolean } | undefined;

  /** Called by the library for each command; MAIL FROM asks for what the message needs. */
  _sendCommand(command: string, logged?: string): void {
    const isDue = command.startsWith("MAIL FROM:") && this._envelope?.isInternational === true;
    const isAsked = !isDue || / SMTPUTF8(?: |$)/.test(command);
    library._sendCommand.call(this, isAsked ? command : `${command} SMTPUTF8`, logged);
  }

  /** Called by the library for each RCPT. */
  _getDsnRcptToArgs(): string {
    if (this._envelope?.dsn === undefined || !this._supportedExtensions.includes("DSN")) return "";
    const recipient = this._recipientQueue.at(-1) ?? "";
    // RFC 6533 §3: what is beyond ASCII has another form, which relays know seldom. Without it the report names its own recipient.
    const original = /^[\x21-\x7e]+$/.test(recipient) ? ` ORCPT=rfc822;${inXtext(recipient)}` : "";
    return ` NOTIFY=FAILURE,DELAY${original}`;
  }
}

const library: { _sendCommand(command: string, logged?: string): void } = Object.create(SMTPConnection.prototype);

/** RFC 3461 §4. */
const inXtext = (text: string): string =>
  text.replace(/[+=]/g, (mark) => `+${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
