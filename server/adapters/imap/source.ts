import { ImapFlow, type ImapFlowOptions } from "imapflow";
import type { Files } from "../../ports/files.ts";
import { type Credentials, type MailSource, type SourceAccount, SourceFailed } from "../../ports/mail-source.ts";
import { openFolder } from "./folder.ts";
import type { ImapSettings } from "./settings.ts";
import { isAftermath, sourceFailed } from "./trouble.ts";

/** Mail of other servers by IMAP (RFC 9051): one connection per account, certificates checked, every answer bounded. mail.md 1.3, 3 */
export const createImapSource = (files: Files, settings: ImapSettings): MailSource => ({
  async open(account, credentials, stopping, loggedIn) {
    const client = new ImapFlow(optionsOf(account, credentials, settings));
    // Without a listener an error that nobody waits for would end the process; whoever waits hears only that the connection is gone.
    let broke: unknown;
    client.on("error", (error: unknown) => {
      broke ??= error;
    });
    const because = (error: unknown): unknown => (isAftermath(error) ? (broke ?? error) : error);
    const secret = "password" in credentials ? credentials.password : credentials.accessToken;
    const failed = (error: unknown) => sourceFailed(because(error), secret);
    const cut = () => client.close();
    stopping?.addEventListener("abort", cut, { once: true });
    try {
      if (stopping?.aborted === true) throw new SourceFailed("closed", "stopped before it was connected");
      await client.connect();
      loggedIn?.();
      return await openFolder(client, { path: account.folder, files, settings, failed, because });
    } catch (error) {
      client.close();
      throw failed(error);
    } finally {
      stopping?.removeEventListener("abort", cut);
    }
  },
});

function optionsOf(account: SourceAccount, credentials: Credentials, settings: ImapSettings): ImapFlowOptions {
  const { host, port, tls, user } = account;
  return {
    host,
    port,
    secure: tls === "implicit",
    // Never silently in clear text: with `starttls` a server that does not offer it is refused.
    doSTARTTLS: tls === "starttls",
    auth:
      "password" in credentials ? { user, pass: credentials.password } : { user, accessToken: credentials.accessToken },
    tls: {
      minVersion: "TLSv1.2",
      ...(settings.authorities === undefined ? {} : { ca: [...settings.authorities] }),
    },
    logger: false,
    disableAutoIdle: true,
    disableCompression: true,
    connectionTimeout: settings.connectMs,
    greetingTimeout: settings.greetingMs,
    socketTimeout: settings.silenceMs,
    maxLiteralSize: settings.messageBytesMax + 65_536,
    maxResponseSize: 2 * settings.messageBytesMax,
    maxLineLength: 33_554_432,
    clientInfo: { name: "Postroom" },
  };
}
