import SMTPConnection from "nodemailer/lib/smtp-connection";

/**
 * The library's connection, which knows one original recipient for a whole mail; RFC 3461 §4.2 wants each named with its own RCPT. This needs
 * three members that its types do not declare: a test fails when an update changes them.
 */
export class HopSmtp extends SMTPConnection {
  declare readonly _supportedExtensions: readonly string[];
  /** Recipients whose RCPT was sent and not answered; the one that is being written is the last. */
  declare readonly _recipientQueue: readonly string[];
  declare readonly _envelope: { readonly dsn?: object | undefined } | undefined;

  /** Called by the library for each RCPT. */
  _getDsnRcptToArgs(): string {
    if (this._envelope?.dsn === undefined || !this._supportedExtensions.includes("DSN")) return "";
    const recipient = this._recipientQueue.at(-1) ?? "";
    // RFC 6533 §3: what is beyond ASCII has another form, which relays know seldom. Without it the report names its own recipient.
    const original = /^[\x21-\x7e]+$/.test(recipient) ? ` ORCPT=rfc822;${inXtext(recipient)}` : "";
    return ` NOTIFY=FAILURE,DELAY${original}`;
  }
}

/** RFC 3461 §4. */
const inXtext = (text: string): string =>
  text.replace(/[+=]/g, (mark) => `+${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
